// What weakens the whole of a report, and what to do about it.
import { useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Notice } from '../../../shared/ui/Notice';
import type { Fairness, Names } from './model';

type Cards = Fairness['guards'][number]['cards'];
// Evaluations that a warning names.
const NAMED = 8;

export function Guards({ data, names }: { data: Fairness; names: Names }) {
  const { t, i18n } = useLingui();
  const comma = i18n.locale === 'ar' ? '، ' : ', ';
  const format = useFormat();
  const words: Record<string, string> = {
    disconnected: t`مجموعتان من المشاركات لا يجمعهما محكّم، فلا تُقارن إحداهما بالأخرى، ولا تُصحَّح شدّة المحكّمين:`,
    not_identifiable: t`قيّم كل مشاركة محكّم واحد، فلا تُعرف شدّته:`,
    few_scorecards: t`قيّموا أقل من خمس مشاركات، فما يُقال عنهم ضعيف:`,
    constant_juror: t`منحوا كل ما قيّموه الدرجة نفسها:`,
    articulation_juror: t`لا تُقارن مشاركات الفئة بعضها ببعض إلا بهم:`,
    single_reading: t`فيها مشاركات لم يقيّمها إلا محكّم واحد:`,
    one_juror_decides: t`فيها مشاركة فائزة أكثر من نصف درجتها من محكّم واحد:`,
    all_equal: t`الدرجات كلها متساوية:`,
    not_converged: t`لم يستقر الحساب، فالدرجات تقريبية:`,
  };
  const advice: Record<string, string> = {
    disconnected: t`الترتيب هناك بالمتوسط، وقد يكون محكّمو إحدى المجموعتين أشدّ. تداولوا ما يقترب من خط الجوائز من المجموعتين في اللجنة قبل القرار.`,
    not_identifiable: t`الترتيب هناك بالمتوسط، ودرجة كل مشاركة رأي محكّم واحد. تداولوها في اللجنة قبل القرار.`,
    few_scorecards: t`لا تبنِ على شدّتهم حكمًا. ومن خمس مشاركات فأكثر يُعرف عن المحكّم شيء.`,
    constant_juror: t`لا تفرّق درجاتهم بين المشاركات. اسألهم عنها قبل القرار، وجرّب «ماذا لو» بلا أحدهم.`,
    articulation_juror: t`لو سقطت تقييمات أحدهم لانقسمت المقارنة. أسند في جولة تالية بعض مشاركاتهم إلى محكّم آخر أيضًا.`,
    single_reading: t`درجة المشاركة هناك رأي محكّم واحد. تداولوها في اللجنة قبل القرار.`,
    one_juror_decides: t`جرّب «ماذا لو» بلا ذلك المحكّم، وتداولوا المشاركة في اللجنة قبل القرار.`,
    all_equal: t`لا يفرّق الحساب بين المشاركات. تفصل بينها قواعد كسر التعادل المعلنة أو اللجنة.`,
    not_converged: t`قارنها بالمتوسط قبل القرار، وأبلغ مدير النظام.`,
  };
  const named = (cards: Cards) =>
    cards
      .slice(0, NAMED)
      .map((one) => {
        const number = format.number(names.entry(one.entry_id)?.number ?? 0, { useGrouping: false });
        return `${number} (${format.name(names.juror(one.juror_id))})`;
      })
      .join(comma);
  return (
    <>
      {data.guards.map((guard) => (
        <Notice key={guard.code} tone="warning" title={words[guard.code] ?? guard.code}>
          <p>
            {guard.ids
              .map((id) => format.name(names.juror(id) ?? names.category(id)))
              .filter(Boolean)
              .map((name, at) => (
                <Fragment key={name}>
                  {at > 0 ? comma : null}
                  <bdi>{name}</bdi>
                </Fragment>
              ))}
          </p>
          {guard.cards.length > 0 ? (
            <p>
              {guard.cards.length > NAMED
                ? t`عددها ${format.number(guard.cards.length)}، منها مع محكّميها: ${named(guard.cards)}.`
                : t`المشاركات ومحكّموها: ${named(guard.cards)}.`}
            </p>
          ) : null}
          <p>{advice[guard.code]}</p>
        </Notice>
      ))}
    </>
  );
}
