// The rules on who must be among the jurors of each entry: fields, and the sentences of the panel's page.
import { useLingui } from '@lingui/react/macro';
import { LANGUAGES, languageText } from '../../../shared/i18n/names';
import { useFormat } from '../../../shared/i18n/react';
import { origins, originWords } from '../../../shared/judging/words';
import { useNouns } from '../../../shared/nouns';
import { Checkbox } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { FormSection } from '../../../shared/ui/Layout';
import { Notice } from '../../../shared/ui/Notice';
import { NumberField } from '../../../shared/ui/NumberField';
import type { Lack, Rules } from '../model/panel';

/** What these members cannot give, as the rules or the members are changed. */
export function Lacks({ lacks }: { lacks: readonly Lack[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = (lack: Lack): string => {
    const needed = format.number(lack.needed);
    const of = format.number(lack.of);
    switch (lack.kind) {
      case 'international':
        return t`لا يكفي المحكّمون الدوليون: المطلوب لكل مشاركة ${needed}، وفي اللجنة ${of}.`;
      case 'regional':
        return t`لا يكفي المحكّمون الإقليميون: المطلوب لكل مشاركة ${needed}، وفي اللجنة ${of}.`;
      case 'local':
        return t`لا يكفي المحكّمون المحليون: المطلوب لكل مشاركة ${needed}، وفي اللجنة ${of}.`;
      case 'readers':
        return t`لا يكفي من يقرؤون لغة المشاركات: المطلوب لكل مشاركة ${needed}، وفي اللجنة ${of}.`;
      case 'sum':
        return t`مجموع ما يُطلب من كل منشأ ${needed}، ونصيب المشاركة من المحكّمين ${of}.`;
      case 'many_readers':
        return t`يُطلب من القرّاء ${needed}، ونصيب المشاركة من المحكّمين ${of}.`;
      case 'employers':
        return t`حدّ جهة العمل ضيّق: تحتاج كل مشاركة إلى ${needed} من المحكّمين، ولا يتيح الحدّ إلا ${of}.`;
      default:
        return t`أعضاء لا يقرؤون لغة المشاركات، فلن يُسند إليهم شيء: ${of}.`;
    }
  };
  if (lacks.length === 0) return null;
  return (
    <div aria-live="polite">
      <Notice tone="warning" title={t`لا تتحقق قواعد التكوين بهذه اللجنة`}>
        <ul className="tk-judging-points">
          {lacks.map((lack) => (
            <li key={lack.kind}>{words(lack)}</li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

export function CompositionFields({ rules, onChange }: { rules: Rules; onChange: (change: Partial<Rules>) => void }) {
  const { t, i18n } = useLingui();
  const { reader } = useFormat();
  const { one } = useNouns();
  const bounds = { minValue: 0, maxValue: 50 };
  return (
    <FormSection
      title={t`قواعد التكوين`}
      help={t`تُراعى في محكّمي كل مشاركة في خطط التوزيع وسدّ النواقص، وتُبيّن الخطة ما خالفها في كل ${one}. الصفر لا يشترط شيئًا.`}
    >
      <div className="tk-grid">
        {origins.map((origin) => (
          <NumberField
            key={origin}
            label={t`أقل عدد لكل مشاركة: ${i18n._(originWords[origin][1])}`}
            value={rules[origin]}
            onChange={(value) => onChange({ [origin]: value ?? 0 })}
            {...bounds}
          />
        ))}
        <NumberField
          label={t`أقصى عدد من جهة عمل واحدة`}
          help={t`اتركه فارغًا إن لم يكن له حد.`}
          value={rules.per_employer}
          onChange={(per_employer) => onChange({ per_employer })}
          minValue={1}
          maxValue={50}
        />
      </div>
      <div className="tk-grid">
        <ComboBox
          label={t`لغة المشاركات`}
          help={t`للمشاركات التي لم تُعرف لغتها. وما عداها فبما ذكره أهلها أو ظهر من أجوبتها.`}
          options={LANGUAGES.map((id) => ({ id, label: languageText(id, reader) }))}
          value={rules.language}
          onChange={(language) => language && onChange({ language })}
        />
        <NumberField
          label={t`أقل عدد ممن يقرؤون لغة كل مشاركة`}
          help={t`لكل لغة من لغاتها إن كُتبت بلغتين.`}
          value={rules.readers}
          onChange={(value) => onChange({ readers: value ?? 0 })}
          {...bounds}
        />
      </div>
      <Checkbox isSelected={rules.only_readers} onChange={(only_readers) => onChange({ only_readers })}>
        {t`لا تُسند المشاركة إلا لمن يقرأ لغتها، أو إحدى لغتيها`}
      </Checkbox>
    </FormSection>
  );
}

/** The rules in sentences; nothing where there are none. */
export function CompositionRead({ rules }: { rules: Rules }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const language = languageText(rules.language, format.reader);
  const lines = [
    ...origins
      .filter((origin) => rules[origin] > 0)
      .map((origin) => t`${i18n._(originWords[origin][1])}: ${format.number(rules[origin])} على الأقل`),
    ...(rules.readers > 0 ? [t`ممن يقرأ ${language}: ${format.number(rules.readers)} على الأقل`] : []),
    ...(rules.only_readers ? [t`لا تُسند إلا لمن يقرأ ${language}`] : []),
    ...(rules.per_employer === null ? [] : [t`من جهة عمل واحدة: ${format.number(rules.per_employer)} على الأكثر`]),
  ];
  if (lines.length === 0) return null;
  return (
    <div>
      <h3 className="tk-h3">{t`في محكّمي كل مشاركة`}</h3>
      <ul className="tk-judging-points">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
