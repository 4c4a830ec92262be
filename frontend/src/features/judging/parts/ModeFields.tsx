// How a round judges: by scores, or by a vote whose rule is declared; and what it weighs in the score.
import { useLingui } from '@lingui/react/macro';
import type { Form } from '../../../shared/forms/useForm';
import { RadioGroup } from '../../../shared/ui/Choice';
import { NumberField } from '../../../shared/ui/NumberField';
import type { RoundValues } from '../model/round';

export function ModeFields({ form }: { form: Form<RoundValues> }) {
  const { t } = useLingui();
  const { mode, consensus } = form.values;
  return (
    <>
      <RadioGroup
        {...form.field('mode')}
        label={t`طريقة التحكيم`}
        options={[
          { id: 'score', label: t`درجات`, description: t`يقيّم المحكّم كل معيار من نموذج التقييم.` },
          {
            id: 'pass_fail',
            label: t`اجتياز`,
            description: t`يجيب المحكّم عن سؤال واحد: تجتاز المشاركة أو لا تجتاز. يصلح للتصفية قبل جولة الدرجات.`,
          },
          {
            id: 'ranking',
            label: t`ترتيب`,
            description: t`يرتّب المحكّم مشاركات كل فئة من الأفضل، ويجوز أن تتقاسم مشاركات مرتبة. تُجمع الترتيبات بنقاط بوردا: للأولى 100، وللأخيرة 0، وما بينهما بالتساوي.`,
          },
        ]}
      />
      {mode === 'pass_fail' ? (
        <RadioGroup
          {...form.field('consensus')}
          label={t`متى تجتاز المشاركة`}
          options={[
            {
              id: 'majority',
              label: t`بالأغلبية`,
              description: t`أصوات الاجتياز أكثر. وإن تساوت قرّر رئيس اللجنة بسبب مكتوب.`,
            },
            { id: 'all', label: t`بالإجماع`, description: t`يجيزها كل من صوّت.` },
            {
              id: 'at_least',
              label: t`بعدد من الأصوات`,
              description: t`يجيزها هذا العدد أو أكثر. وما وصله أقل من هذا العدد من الأصوات كان دون النصاب.`,
            },
          ]}
        />
      ) : null}
      {mode === 'pass_fail' && consensus === 'at_least' ? (
        <NumberField
          {...form.field('passes')}
          label={t`أقل عدد من أصوات الاجتياز`}
          minValue={1}
          maxValue={50}
          isRequired
        />
      ) : null}
      {mode === 'ranking' ? null : (
        <RadioGroup
          {...form.field('independence')}
          label={t`متى يقرأ المحكّم درجات زملائه`}
          options={[
            {
              id: 'after_close',
              label: t`بعد إغلاق الجولة`,
              description: t`يحكّم كل محكّم وحده حتى النهاية.`,
            },
            {
              id: 'after_own',
              label: t`بعد إرسال درجته`,
              description: t`له أن يعرض درجات زملائه في المشاركة بعد إرسال تقييمها. عرضها يقفل تقييمه، فلا يتغيّر بعد ذلك.`,
            },
          ]}
        />
      )}
      {mode === 'pass_fail' ? null : (
        <NumberField
          {...form.field('weight')}
          label={t`وزنها في درجة المشاركة`}
          help={t`صفر في الجولات كلها: تُحتسب الأخيرة وحدها. وإن كانت لجولات أوزان، مثل 1 للأولى و3 للأخيرة، فدرجة المشاركة متوسط درجاتها فيها بهذه الأوزان، ولا بد للأخيرة من وزن.`}
          minValue={0}
          maxValue={100}
        />
      )}
    </>
  );
}
