// Over what a role is given: a programme, an edition or an agency, found by typing.
import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { getOptions, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { ComboBox } from '../../../shared/ui/ComboBox';
import type { Option } from '../../../shared/ui/Select';
import type { Scope } from '../model';

interface Props {
  value: string | null;
  onChange: (id: string | null) => void;
  error?: string | undefined;
}

function ProgrammeField(props: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const { data } = useGet('/api/v1/programmes', { query: { size: 200 } });
  const options = (data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) }));
  return <ComboBox {...props} key={options.length} label={t`البرنامج`} options={options} isRequired />;
}

function EditionField(props: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const { data } = useGet('/api/v1/editions', { query: { size: 200, sort: '-created_at' } });
  const options = (data?.items ?? []).map((one) => ({
    id: one.id,
    label: format.name(one),
    description: format.name(one.programme),
  }));
  return <ComboBox {...props} key={options.length} label={t`الدورة`} options={options} isRequired />;
}

/** There may be thousands of agencies: the server searches them. */
function OrganisationField({ onChange, ...props }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState<Option | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = { size: 20, status: 'approved' as const, ...(q && q !== chosen?.label ? { q } : {}) };
  const { data } = useQuery({
    ...getOptions('/api/v1/organisations', { query }),
    placeholderData: keepPreviousData,
  });
  const found: Option[] = (data?.items ?? []).map((one) => ({
    id: one.id,
    label: format.name(one),
    description: one.city,
  }));
  const options = chosen && !found.some((one) => one.id === chosen.id) ? [chosen, ...found] : found;
  return (
    <ComboBox
      {...props}
      label={t`الجهة`}
      options={options}
      onSearch={setTyped}
      onChange={(id) => {
        setChosen(options.find((one) => one.id === id) ?? null);
        onChange(id);
      }}
      isRequired
    />
  );
}

export function ScopeField({ kind, ...props }: Props & { kind: Scope }) {
  if (kind === 'programme') return <ProgrammeField {...props} />;
  if (kind === 'edition') return <EditionField {...props} />;
  if (kind === 'organisation') return <OrganisationField {...props} />;
  return null;
}
