// The open question or section: its words, who reads the answer, what its kind allows, when it is shown and fixed.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Checkbox } from '../../../shared/ui/Choice';
import { MomentField } from '../../../shared/ui/DateField';
import { Menu } from '../../../shared/ui/Menu';
import { PlainSelect } from '../../../shared/ui/PlainSelect';
import { TextField } from '../../../shared/ui/TextField';
import { type FieldDraft, type FieldKind, KINDS } from '../model/fields';
import type { SectionDraft } from '../model/form';
import { fieldKinds } from '../words';
import { ConditionEditor } from './ConditionEditor';
import { KindSettings } from './KindSettings';

type ErrorOf = (name: string) => string | undefined;

export function SectionPanel(props: {
  section: SectionDraft;
  onChange: (part: Partial<SectionDraft>) => void;
  errorOf: ErrorOf;
}) {
  const { t } = useLingui();
  const { section, onChange, errorOf } = props;
  return (
    <div className="tk-fields">
      <BilingualField
        label={t`عنوان القسم`}
        ar={section.title_ar}
        en={section.title_en}
        onChange={(c) => onChange('ar' in c ? { title_ar: c.ar } : { title_en: c.en })}
        errorAr={errorOf('title_ar')}
        errorEn={errorOf('title_en')}
        isRequired="ar"
      />
      <BilingualField
        label={t`تمهيد القسم`}
        help={t`سطر أو أكثر يقرؤه المشارك قبل أسئلة القسم.`}
        multiline
        ar={section.intro_ar}
        en={section.intro_en}
        onChange={(c) => onChange('ar' in c ? { intro_ar: c.ar } : { intro_en: c.en })}
        errorAr={errorOf('intro_ar')}
        errorEn={errorOf('intro_en')}
      />
    </div>
  );
}

interface Props {
  field: FieldDraft;
  earlier: readonly FieldDraft[];
  zone: string;
  /** the question is public: another kind is another question */
  isPublic: boolean;
  onChange: (part: Partial<FieldDraft>) => void;
  onKind: (kind: FieldKind) => void;
  errorOf: ErrorOf;
}

export function FieldPanel({ field, earlier, zone, isPublic, onChange, onKind, errorOf }: Props) {
  const { t, i18n } = useLingui();
  return (
    <div className="tk-fields">
      <div className="tk-builder-kind-line">
        <span className="tk-small tk-soft">{i18n._(fieldKinds[field.kind][2])}</span>
        <Menu
          kind="quiet"
          label={t`غيّر النوع`}
          items={KINDS.filter((kind) => kind !== field.kind).map((kind) => ({
            id: kind,
            label: i18n._(fieldKinds[kind][1]),
            icon: fieldKinds[kind][0],
            onAction: () => onKind(kind),
          }))}
        >
          {t`غيّر النوع`}
        </Menu>
      </div>
      {isPublic ? (
        <p className="tk-small tk-soft">{t`هذا السؤال معلن: إن غيّرت نوعه صار سؤالًا جديدًا، وبقيت إجابات القديم محفوظة.`}</p>
      ) : null}
      {errorOf('kind') ? <p className="tk-error">{errorOf('kind')}</p> : null}
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
      <ConditionEditor
        field={field}
        earlier={earlier}
        onChange={(visible_if) => onChange({ visible_if })}
        errorOf={errorOf}
      />
      <Freeze field={field} zone={zone} onChange={onChange} errorOf={errorOf} />
      <TextField
        label={t`الرمز`}
        help={t`يسمّي الحقل في الملفات المصدَّرة.`}
        dir="ltr"
        value={field.code}
        onChange={(code) => onChange({ code })}
        error={errorOf('code')}
      />
    </div>
  );
}

function Freeze({ field, zone, onChange, errorOf }: Pick<Props, 'field' | 'zone' | 'onChange' | 'errorOf'>) {
  const { t } = useLingui();
  const format = useFormat();
  const way = field.freeze_at !== null ? 'at' : field.freeze_phase || 'never';
  return (
    <div className="tk-stack tk-gap-3">
      <PlainSelect
        label={t`تثبيت الجواب`}
        help={t`بعده لا يتغير هذا الجواب، وإن بقي غيره قابلًا للتعديل.`}
        options={[
          { id: 'never', label: t`لا يُثبَّت وحده` },
          { id: 'at', label: t`في موعد أحدده` },
          { id: 'open', label: t`بعد إغلاق باب المشاركة` },
          { id: 'screening', label: t`بعد انتهاء الفرز` },
        ]}
        value={way}
        onChange={(next) =>
          onChange(
            next === 'at'
              ? { freeze_at: new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000).toISOString(), freeze_phase: '' }
              : { freeze_at: null, freeze_phase: next === 'never' ? '' : next },
          )
        }
        error={errorOf('freeze_phase')}
      />
      {field.freeze_at ? (
        <MomentField
          label={t`يُثبَّت في`}
          zone={zone}
          value={field.freeze_at}
          onChange={(freeze_at) => onChange({ freeze_at })}
          error={errorOf('freeze_at')}
          help={format.when(field.freeze_at, zone)}
        />
      ) : null}
    </div>
  );
}
