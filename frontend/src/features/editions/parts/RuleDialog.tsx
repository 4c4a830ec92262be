// One rule of eligibility is written: what its kind asks, what follows, what a refused entrant is told.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Unsaved } from '../../../shared/forms/Unsaved';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { CheckboxGroup, RadioGroup } from '../../../shared/ui/Choice';
import { DateField } from '../../../shared/ui/DateField';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice } from '../../../shared/ui/Notice';
import { NumberField } from '../../../shared/ui/NumberField';
import { PlainSelect } from '../../../shared/ui/PlainSelect';
import { byWords, kindWords } from '../eligibilityWords';
import type { RuleDraft } from '../model/eligibility';
import { RuleChoices } from './RuleChoices';
import type { Named } from './useFormFields';

type Options = NonNullable<RuleDraft['options']>;
interface PartProps {
  rule: RuleDraft;
  set: (part: Partial<Options>) => void;
  fields: readonly Named[];
}
const SERVICE = '-';

function Months({ rule, set, fields }: PartProps) {
  const { t, i18n } = useLingui();
  const options = rule.options ?? {};
  const dates = fields.filter((one) => one.kind === 'date').map((one) => ({ id: one.code, label: one.label }));
  return (
    <>
      <NumberField
        label={t`أقل عدد من الأشهر`}
        value={options.months ?? null}
        onChange={(months) => set({ months })}
        minValue={1}
        maxValue={600}
        isRequired
      />
      <PlainSelect
        label={t`تُحسب من`}
        value={options.field || SERVICE}
        onChange={(field) => set({ field: field === SERVICE ? '' : field })}
        options={[{ id: SERVICE, label: t`تاريخ إطلاق الخدمة المختارة في السجل` }, ...dates]}
      />
      <PlainSelect
        label={t`إلى`}
        value={options.by ?? 'closes_at'}
        onChange={(by) => set({ by })}
        options={(['closes_at', 'opens_at', 'day'] as const).map((id) => ({ id, label: i18n._(byWords[id]) }))}
      />
      {options.by === 'day' ? (
        <DateField label={t`التاريخ`} value={options.day ?? null} onChange={(day) => set({ day })} isRequired />
      ) : null}
    </>
  );
}

function Winner({ rule, set }: PartProps) {
  const { t } = useLingui();
  const options = rule.options ?? {};
  return (
    <>
      <NumberField
        label={t`عدد الدورات السابقة`}
        value={options.editions ?? null}
        onChange={(editions) => set({ editions })}
        minValue={1}
        maxValue={50}
        isRequired
      />
      <RadioGroup
        label={t`من يشمله الشرط`}
        value={options.whose ?? 'entry'}
        onChange={(whose) => set({ whose })}
        options={[
          {
            id: 'entry',
            label: t`المشاركة نفسها`,
            description: t`تُعرف بأنها بُدئت من الفائزة، أو بتطابق العنوان، للمشارك نفسه.`,
          },
          { id: 'entrant', label: t`المشارك نفسه`, description: t`أي مشاركة له فازت هنا.` },
        ]}
      />
    </>
  );
}

function Files({ rule, set, fields }: PartProps) {
  const { t } = useLingui();
  const files = fields.filter((one) => one.kind === 'file').map((one) => ({ id: one.code, label: one.label }));
  if (files.length === 0) return <Notice tone="warning">{t`لا سؤال مرفقات في النموذج. أضفه أولًا.`}</Notice>;
  return (
    <CheckboxGroup
      label={t`المرفقات`}
      value={rule.options?.fields ?? []}
      onChange={(chosen) => set({ fields: [...chosen] })}
      options={files}
    />
  );
}

export interface RuleDialogProps {
  rule: RuleDraft;
  fields: readonly Named[];
  onKeep: (rule: RuleDraft) => void;
  onClose: () => void;
}

export function RuleDialog({ rule: first, fields, onKeep, onClose }: RuleDialogProps) {
  const { t, i18n } = useLingui();
  const [rule, setRule] = useState(first);
  const change = (part: Partial<RuleDraft>): void => setRule((now) => ({ ...now, ...part }));
  const set = (part: Partial<Options>): void =>
    setRule((now) => ({ ...now, options: { ...now.options, ...part } as Options }));
  const parts = { rule, set, fields };
  return (
    <Dialog
      title={i18n._(kindWords[rule.kind])}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" onPress={() => onKeep(rule)}>
            {t`اعتمد الشرط`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <div className="tk-stack">
        {rule.kind === 'question' ? (
          <>
            <BilingualField
              label={t`السؤال`}
              ar={rule.label_ar ?? ''}
              en={rule.label_en ?? ''}
              onChange={(c) => change('ar' in c ? { label_ar: c.ar } : { label_en: c.en })}
              isRequired="ar"
            />
            <RuleChoices value={rule.options?.choices ?? []} onChange={(choices) => set({ choices })} />
          </>
        ) : rule.kind === 'months' ? (
          <Months {...parts} />
        ) : rule.kind === 'previous_winner' ? (
          <Winner {...parts} />
        ) : rule.kind === 'attachments' ? (
          <Files {...parts} />
        ) : (
          <p className="tk-soft">{t`يسمّي المشارك الجهات الشريكة وبريد مدير كل منها، فيصله رابط يوافق به أو يعتذر.`}</p>
        )}
        <RadioGroup
          label={t`من لا يستوفيه`}
          value={rule.blocks ? 'blocks' : 'screener'}
          onChange={(what) => change({ blocks: what === 'blocks' })}
          options={[
            { id: 'blocks', label: t`لا يقدّم مشاركته`, description: t`يُبيَّن له ما ينقص، ولا يُقبل التقديم قبله.` },
            { id: 'screener', label: t`يقدّمها، ويقرر فريق الفرز`, description: t`يراه الفارز مع ما استند إليه.` },
          ]}
        />
        <BilingualField
          label={t`ما يُقال لمن لا يستوفيه`}
          multiline
          ar={rule.fail_ar ?? ''}
          en={rule.fail_en ?? ''}
          onChange={(c) => change('ar' in c ? { fail_ar: c.ar } : { fail_en: c.en })}
        />
        <Unsaved when={JSON.stringify(rule) !== JSON.stringify(first)} />
      </div>
    </Dialog>
  );
}
