// Which fields a return opens, each with a word for the entrant; none chosen opens the whole entry.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { partsOfForm } from '../../../shared/entry/visibility';
import { useFormat } from '../../../shared/i18n/react';
import { Checkbox } from '../../../shared/ui/Choice';
import { TextField } from '../../../shared/ui/TextField';
import type { StaffEntry } from '../parts/Decisions';
import { useBeside, useFaces } from './faces';

/** part → what the screener says of it */
export type Parts = Readonly<Record<string, string>>;

interface Group {
  key: string;
  title: string;
  parts: readonly { id: string; label: string }[];
}
interface Picked {
  beside: readonly string[];
  value: Parts;
  onChange: (value: Parts) => void;
}

/** Of one entry: its whole form. */
export function PartsPicker({ entry, ...rest }: Picked & { entry: StaffEntry; frozen: readonly string[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const groups = partsOfForm(entry.sections, entry.fields).map(({ section, fields }) => ({
    key: section?.id ?? 'form',
    title: section ? format.pick(section.title_ar, section.title_en) : t`النموذج`,
    parts: fields.map((field) => ({ id: field.id, label: format.pick(field.label_ar, field.label_en) })),
  }));
  return <PartsList {...rest} form={groups} />;
}

/** Of several entries: the questions that they share. */
export function SharedParts({
  found,
  ...rest
}: Omit<Picked, 'beside'> & { found: components['schemas']['CommonParts'] }) {
  const { t } = useLingui();
  const format = useFormat();
  const parts = found.fields.map((one) => ({ id: one.part, label: format.pick(one.label_ar, one.label_en) }));
  const groups = parts.length > 0 ? [{ key: 'form', title: t`أسئلة تشترك فيها نماذجها`, parts }] : [];
  return <PartsList {...rest} beside={found.beside} form={groups} />;
}

function PartsList({
  form,
  frozen = [],
  beside,
  value,
  onChange,
}: Picked & { form: Group[]; frozen?: readonly string[] }) {
  const { t } = useLingui();
  const faces = useFaces();
  const rules = useBeside().filter((one) => beside.includes(one.id));
  const fixed = new Set(frozen);
  const groups: Group[] = [
    ...(rules.length > 0 ? [{ key: 'rules', title: t`شروط الأهلية`, parts: rules }] : []),
    { key: 'face', title: t`العنوان والنبذة`, parts: faces },
    ...form,
  ];
  const toggle = (part: string, on: boolean) => {
    const { [part]: _, ...rest } = value;
    onChange(on ? { ...rest, [part]: '' } : rest);
  };
  const none = Object.keys(value).length === 0;
  return (
    <fieldset className="tk-desk-parts">
      <legend className="tk-label">{t`ما يُفتح للتصحيح`}</legend>
      <p className="tk-help">
        {none ? t`لم تختر حقلًا، فيُفتح النموذج كله.` : t`لا يُفتح إلا ما اخترته، وما يتوقف عليه من أسئلة.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div className="tk-desk-parts-list" tabIndex={0}>
        {groups.map((group) => (
          <div key={group.key} className="tk-stack tk-gap-2">
            <p className="tk-small tk-strong" dir="auto">
              {group.title}
            </p>
            {group.parts.map((part) => (
              <div key={part.id}>
                <Checkbox
                  isSelected={part.id in value}
                  onChange={(on) => toggle(part.id, on)}
                  isDisabled={fixed.has(part.id)}
                >
                  <span dir="auto">{part.label}</span>
                  {fixed.has(part.id) ? <span className="tk-tiny tk-soft"> {t`ثُبّت جوابه`}</span> : null}
                </Checkbox>
                {part.id in value ? (
                  <div className="tk-desk-note">
                    <TextField
                      label={t`ما المطلوب في «${part.label}»؟`}
                      value={value[part.id] ?? ''}
                      onChange={(typed) => onChange({ ...value, [part.id]: typed })}
                      maxLength={2000}
                    />
                  </div>
                ) : null}
              </div>
            ))}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
