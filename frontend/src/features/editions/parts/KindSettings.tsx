// What a kind of question alone asks its author.
import { useLingui } from '@lingui/react/macro';
import { CheckboxGroup } from '../../../shared/ui/Choice';
import { NumberField } from '../../../shared/ui/NumberField';
import { PlainSelect } from '../../../shared/ui/PlainSelect';
import { TextField } from '../../../shared/ui/TextField';
import { type FieldDraft, hasChoices, hasItems, hasWordLimit, MEGABYTE } from '../model/fields';
import { fileGroups } from '../words';
import { ChoicesEditor } from './ChoicesEditor';
import { TableSettings } from './TableSettings';

export interface KindSettingsProps {
  field: FieldDraft;
  onChange: (part: Partial<FieldDraft>) => void;
  errorOf: (name: string) => string | undefined;
}

export function KindSettings({ field, onChange, errorOf }: KindSettingsProps) {
  const { t } = useLingui();
  const setOptions = (part: Partial<FieldDraft['options']>) => onChange({ options: { ...field.options, ...part } });
  if (hasWordLimit(field.kind))
    return (
      <div className="tk-pair">
        <NumberField
          label={t`أقصى عدد للكلمات`}
          help={t`فارغ: بلا حد.`}
          value={field.word_limit}
          onChange={(word_limit) => onChange({ word_limit })}
          error={errorOf('word_limit')}
          minValue={1}
          maxValue={10_000}
        />
        <NumberField
          label={t`أقصى عدد للحروف`}
          help={t`بلا عدّ التشكيل والتطويل.`}
          value={field.character_limit}
          onChange={(character_limit) => onChange({ character_limit })}
          error={errorOf('character_limit')}
          minValue={1}
          maxValue={50_000}
        />
      </div>
    );
  if (field.kind === 'number')
    return (
      <div className="tk-pair">
        <TextField
          label={t`أقل قيمة`}
          inputMode="decimal"
          dir="ltr"
          value={field.minimum}
          onChange={(minimum) => onChange({ minimum })}
          error={errorOf('minimum')}
        />
        <TextField
          label={t`أكبر قيمة`}
          inputMode="decimal"
          dir="ltr"
          value={field.maximum}
          onChange={(maximum) => onChange({ maximum })}
          error={errorOf('maximum')}
        />
      </div>
    );
  if (hasChoices(field.kind))
    return (
      <ChoicesEditor
        value={field.choices}
        onChange={(choices) => onChange({ choices })}
        errorOf={(name) => errorOf(`choices.${name}`)}
        error={errorOf('choices')}
      />
    );
  if (field.kind === 'table')
    return (
      <TableSettings options={field.options} onChange={setOptions} errorOf={(name) => errorOf(`options.${name}`)} />
    );
  if (hasItems(field.kind))
    return (
      <NumberField
        label={field.kind === 'links' ? t`أقصى عدد للروابط` : t`أقصى عدد للخدمات`}
        value={field.options.max_items ?? (field.kind === 'service' ? 1 : null)}
        onChange={(max_items) => setOptions({ max_items })}
        error={errorOf('options.max_items')}
        minValue={1}
        maxValue={50}
      />
    );
  if (field.kind === 'person') return <PersonSettings field={field} onChange={onChange} errorOf={errorOf} />;
  return field.kind === 'file' ? <FileSettings field={field} onChange={onChange} errorOf={errorOf} /> : null;
}

function PersonSettings({ field, onChange }: KindSettingsProps) {
  const { t } = useLingui();
  const asked = { title: 'optional', email: 'optional', phone: 'optional', ...field.options.person } as const;
  const names = { title: t`الصفة الوظيفية`, email: t`البريد الإلكتروني`, phone: t`الهاتف` };
  const ways = [
    { id: 'required', label: t`إلزامي` },
    { id: 'optional', label: t`اختياري` },
    { id: 'hidden', label: t`لا يُسأل عنه` },
  ] as const;
  return (
    <fieldset className="tk-stack tk-gap-3">
      <legend className="tk-label">{t`ما يُسأل عنه مع الاسم`}</legend>
      {(['title', 'email', 'phone'] as const).map((part) => (
        <PlainSelect
          key={part}
          label={names[part]}
          options={ways}
          value={asked[part]}
          onChange={(way) => onChange({ options: { ...field.options, person: { ...asked, [part]: way } } })}
        />
      ))}
    </fieldset>
  );
}

function FileSettings({ field, onChange, errorOf }: KindSettingsProps) {
  const { t, i18n } = useLingui();
  const setOptions = (part: Partial<FieldDraft['options']>) => onChange({ options: { ...field.options, ...part } });
  const chosen = fileGroups
    .filter((group) => group.types.some((type) => field.file_types.includes(type)))
    .map((group) => group.id);
  return (
    <>
      <CheckboxGroup
        label={t`الأنواع المقبولة`}
        help={t`إن لم تختر نوعًا قُبل كل ما يقبله النظام.`}
        options={fileGroups.map((group) => ({
          id: group.id,
          label: typeof group.label === 'string' ? group.label : i18n._(group.label),
        }))}
        layout="row"
        value={chosen}
        onChange={(ids) =>
          onChange({ file_types: fileGroups.filter((group) => ids.includes(group.id)).flatMap((group) => group.types) })
        }
        error={errorOf('file_types')}
      />
      <div className="tk-pair">
        <NumberField
          label={t`أقصى عدد للملفات`}
          value={field.max_files}
          onChange={(max_files) => onChange({ max_files })}
          error={errorOf('max_files')}
          minValue={1}
          maxValue={20}
        />
        <NumberField
          label={t`أقصى حجم للملف (ميغابايت)`}
          value={field.max_bytes === null ? null : Math.round(field.max_bytes / MEGABYTE)}
          onChange={(size) => onChange({ max_bytes: size === null ? null : size * MEGABYTE })}
          error={errorOf('max_bytes')}
          minValue={1}
        />
      </div>
      <div className="tk-pair">
        <NumberField
          label={t`أقصى عدد لصفحات ملف PDF`}
          help={t`فارغ: بلا حد.`}
          value={field.options.max_pages ?? null}
          onChange={(max_pages) => setOptions({ max_pages })}
          error={errorOf('options.max_pages')}
          minValue={1}
          maxValue={1000}
        />
        <NumberField
          label={t`أقصى مدة للمقطع (دقيقة)`}
          help={t`للمقاطع المرئية والصوتية. فارغ: بلا حد.`}
          value={field.options.max_minutes ?? null}
          onChange={(max_minutes) => setOptions({ max_minutes })}
          error={errorOf('options.max_minutes')}
          minValue={1}
          maxValue={600}
        />
      </div>
    </>
  );
}
