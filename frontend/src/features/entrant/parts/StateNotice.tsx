// Where the entry stands, why, until when, and what its people can do now.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Notice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';
import { useWhy } from '../words';
import { Discard } from './Discard';
import { isPublished, ResultNotice } from './ResultNotice';

function Reason({ words }: { words: string }) {
  const { t } = useLingui();
  return words ? (
    <blockquote className="tk-entrant-reason" dir="auto">
      <span className="tk-hidden">{t`السبب:`}</span> {words}
    </blockquote>
  ) : null;
}

/** What was submitted stands; what is written since does not count until it is submitted too. */
function Submitted({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const zone = entry.edition.timezone;
  const when = <When at={entry.submitted_at} zone={zone} />;
  if (!entry.may_edit)
    return (
      <Notice tone={entry.submitted ? 'warning' : 'info'} title={t`قُدّمت، وتنتظر نظر المنظّم في استيفائها الشروط`}>
        <p>{when}</p>
        {entry.submitted ? (
          <p>{t`عُدّلت بعد تقديمها ولم يُعَد التقديم قبل الموعد، فالمعتمد ما قُدّم. وتعديلاتكم محفوظة في تاريخ الحقول.`}</p>
        ) : null}
      </Notice>
    );
  return entry.submitted ? (
    <Notice tone="warning" title={t`عدّلتم المشاركة، ولم تقدّموا تعديلاتكم بعد`} action={<Discard entry={entry} />}>
      <p>{t`نسختكم المقدَّمة هي المعتمدة حتى تعيدوا التقديم، ولا يرى غيركم ما عدّلتموه بعدها.`}</p>
      <p>
        {t`المقدَّمة في:`} {when}
      </p>
    </Notice>
  ) : (
    <Notice tone={entry.rejected_files.length > 0 ? 'info' : 'success'} title={t`قُدّمت، ويمكنكم تعديلها حتى الموعد`}>
      <p>{when}</p>
      <p>{t`نسختكم المقدَّمة هي المعتمدة حتى تعيدوا التقديم.`}</p>
    </Notice>
  );
}

export function StateNotice({ entry, action }: { entry: Entry; action?: ReactNode }) {
  const { t } = useLingui();
  const why = useWhy(entry.edition.timezone);
  const zone = entry.edition.timezone;
  const closed = entry.may_not.edit;
  switch (entry.state) {
    case 'draft':
      if (closed?.code === 'entry_right_needed') return <Notice tone="info">{why(closed)}</Notice>;
      if (closed)
        return (
          <Notice tone="warning" title={t`لا تُقبل المشاركات الآن، فلم تُقدَّم هذه المسودة`}>
            {why(closed)}
          </Notice>
        );
      return entry.organisation && entry.organisation.status !== 'approved' && entry.may_not.submit ? (
        <Notice tone={entry.organisation.status === 'refused' ? 'error' : 'warning'}>
          {why(entry.may_not.submit)}
        </Notice>
      ) : null;
    case 'returned':
      return (
        <Notice
          tone="warning"
          title={closed ? t`أُعيدت لاستكمالها، وانتهى موعد استكمالها` : t`أعادها المنظّم لتستكملها ثم تقدّمها من جديد`}
          action={action}
        >
          <Reason words={entry.state_reason} />
          {entry.return_until ? (
            <p>
              {t`الموعد:`} <When at={entry.return_until} zone={zone} />
            </p>
          ) : null}
          {closed ? <p>{why(closed)}</p> : null}
        </Notice>
      );
    case 'submitted':
      return <Submitted entry={entry} />;
    case 'eligible':
      return isPublished(entry) ? (
        <ResultNotice entry={entry} />
      ) : (
        <Notice tone="success" title={t`استوفت الشروط، وهي في المنافسة`} />
      );
    case 'ineligible':
      return (
        <Notice tone="error" title={t`لم تستوفِ شروط المشاركة`}>
          <Reason words={entry.state_reason} />
          <p>{t`إن كان في السبب لبس فاسأل المنظّم من صفحة الأسئلة.`}</p>
        </Notice>
      );
    case 'withdrawn':
      return (
        <Notice tone="info" title={t`سُحبت من المنافسة بطلبكم`}>
          <Reason words={entry.state_reason} />
        </Notice>
      );
    case 'disqualified':
      return (
        <Notice tone="error" title={t`استُبعدت من المنافسة`}>
          <Reason words={entry.state_reason} />
        </Notice>
      );
    default:
      return null;
  }
}
