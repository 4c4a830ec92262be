// A person: name, and of title, e-mail and telephone what the form asks for.
import { useLingui } from '@lingui/react/macro';
import { TextField } from '../ui/TextField';
import { type Part, personOf } from './answers';
import { partsOf } from './checks';
import type { InputFrame } from './frame';
import { PiecesFrame } from './PiecesFrame';
import { usePartNames } from './partNames';

const TYPES: Record<Part, 'text' | 'email' | 'tel'> = { name: 'text', title: 'text', email: 'email', phone: 'tel' };

export function PersonInput({ field, value, onChange, frame }: InputFrame) {
  const { t } = useLingui();
  const names = usePartNames();
  const person = personOf(value);
  return (
    <PiecesFrame {...frame}>
      <div className="tk-entry-person">
        {partsOf(field).map(({ part, needed }) => (
          <TextField
            key={part}
            label={needed ? names[part] : t`${names[part]} (اختياري)`}
            type={TYPES[part]}
            maxLength={500}
            autoComplete="off"
            isDisabled={frame.isDisabled ?? false}
            value={person[part] ?? ''}
            error={frame.at?.[0] === part ? ' ' : null}
            onChange={(text) => onChange({ ...person, [part]: text })}
          />
        ))}
      </div>
    </PiecesFrame>
  );
}
