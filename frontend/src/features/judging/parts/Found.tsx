// A choice that the server searches; what was chosen stays listed.
import { useState } from 'react';
import { ComboBox } from '../../../shared/ui/ComboBox';

type Option = { id: string; label: string; description?: string };

export function Found(p: {
  label: string;
  options: Option[];
  value: string | null;
  onChange: (id: string | null) => void;
  onSearch: (query: string) => void;
  error: string | undefined;
}) {
  const [kept, setKept] = useState<Option | null>(null);
  const options = kept && !p.options.some((one) => one.id === kept.id) ? [kept, ...p.options] : p.options;
  return (
    <ComboBox
      label={p.label}
      options={options}
      value={p.value}
      onSearch={(typed) => p.onSearch(kept && typed === kept.label ? '' : typed)}
      onChange={(id) => {
        setKept(options.find((one) => one.id === id) ?? null);
        p.onChange(id);
      }}
      error={p.error}
      isRequired
    />
  );
}
