// One question of a form: its words, who reads its answer, and what its kind allows. Changes show in the table at once.
import { useLingui } from '@lingui/react/macro';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { Checkbox, CheckboxGroup } from '../../../shared/ui/Choice';
import { Drawer } from '../../../shared/ui/Drawer';
import { NumberField } from '../../../shared/ui/NumberField';
import { Select } from '../../../shared/ui/Select';
import { TextField } from '../../../shared/ui/TextField';
import { type FieldDraft, hasChoices, hasWordLimit, KINDS, MEGABYTE, newChoice } from '../model/fields';
import { fieldKinds, fileGroups } from '../words';
import { ChoicesEditor } from './ChoicesEditor';

interface Props {
  field: FieldDraft;
  isNew: boolean;
  onChange: (part: Partial<FieldDraft>) => void;
  errorOf: (name: string) => string | undefined;
  onClose: () => void;
}

function KindSettings({ field, onChange, errorOf }: Pick<Props, 'field' | 'onChange' | 'errorOf'>) {
  const { t, i18n } = useLingui();
  if (hasWordLimit(field.kind))
    return (
      <NumberField
        label={t`أقصى عدد للكلمات`}
        help={t`اتركه فارغًا إن لم يكن له حد.`}
        value={field.word_limit}
        onChange={(word_limit) => onChange({ word_limit })}
        error={errorOf('word_limit')}
        minValue={1}
        maxValue={10_000}
      />
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
  if (field.kind === 'file') {
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
            onChange({
              file_types: fileGroups.filter((group) => ids.includes(group.id)).flatMap((group) => group.types),
            })
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
      </>
    );
  }
  return null;
}

export function FieldDrawer({ field, isNew, onChange, errorOf, onClose }: Props) {
  const { t, i18n } = useLingui();
  return (
    <Drawer title={isNew ? t`حقل جديد` : t`تعديل الحقل`} isOpen onClose={onClose} from="end">
      <div className="tk-fields tk-editions-drawer">
        <Select
          label={t`النوع`}
          options={KINDS.map((kind) => ({
            id: kind,
            label: i18n._(fieldKinds[kind][1]),
            description: i18n._(fieldKinds[kind][2]),
          }))}
          value={field.kind}
          onChange={(kind) =>
            onChange({
              kind,
              ...(hasChoices(kind) && field.choices.length === 0
                ? { choices: [newChoice([]), newChoice(['o1'])] }
                : {}),
            })
          }
          error={errorOf('kind')}
        />
        <BilingualField
          label={t`السؤال`}
          ar={field.label_ar}
          en={field.label_en}
          onChange={(c) => onChange('ar' in c ? { label_ar: c.ar } : { label_en: c.en })}
          errorAr={errorOf('label_ar')}
          errorEn={errorOf('label_en')}
          isRequired="ar"
        />
        <BilingualField
          label={t`الإرشاد`}
          help={t`ما يعين المشارك على الجواب، ويظهر تحت السؤال.`}
          multiline
          ar={field.help_ar}
          en={field.help_en}
          onChange={(c) => onChange('ar' in c ? { help_ar: c.ar } : { help_en: c.en })}
          errorAr={errorOf('help_ar')}
          errorEn={errorOf('help_en')}
        />
        <KindSettings field={field} onChange={onChange} errorOf={errorOf} />
        <div>
          <Checkbox
            isSelected={field.required}
            onChange={(required) => onChange({ required })}
            help={t`لا تُقدَّم المشاركة من دونه.`}
          >
            {t`إلزامي`}
          </Checkbox>
          <Checkbox
            isSelected={field.visible_to_jurors}
            onChange={(visible_to_jurors) => onChange({ visible_to_jurors })}
            help={t`أخفِ ما يعرّف بالمشارك أو لا يلزم للتقييم.`}
          >
            {t`يراه المحكّمون`}
          </Checkbox>
        </div>
        <TextField
          label={t`الرمز`}
          help={t`يسمّي الحقل في الملفات المصدَّرة.`}
          dir="ltr"
          value={field.code}
          onChange={(code) => onChange({ code })}
          error={errorOf('code')}
        />
        <div>
          <Button kind="primary" onPress={onClose}>
            {t`تمّ`}
          </Button>
        </div>
      </div>
    </Drawer>
  );
}
