// What of an entry waits on this device, beside its state; and work that the server refused of entries that have left.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { deviceOf, type KeptDraft } from '../../../offline/device';
import { rankingOf } from '../../../offline/order';
import { ownWork } from '../../../offline/ownWork';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { Badge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice } from '../../../shared/ui/Notice';
import './waiting.css';

/** Whether a submission of it waits on this device. */
export const isLeaving = (draft: KeptDraft | undefined): boolean =>
  Boolean(draft && !draft.parked && (draft.submitting || draft.waiting?.body.status === 'submitted'));

export function WaitingBadge({ draft }: { draft: KeptDraft | undefined }) {
  const { t } = useLingui();
  if (!draft) return null;
  if (draft.parked) return <Badge tone="warning" dot>{t`يلزم قرارك`}</Badge>;
  return (
    <Badge tone="info" dot>
      {isLeaving(draft) ? t`إرساله ينتظر` : t`على هذا الجهاز`}
    </Badge>
  );
}

/** Refused work of evaluations that this list does not hold: taken away since, or of another round. */
export function Undecided({ drafts }: { drafts: readonly KeptDraft[] }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const { user_id } = useMe();
  const [leaving, setLeaving] = useState<string | null>(null);
  if (drafts.length === 0) return null;
  const discard = async () => {
    if (leaving) await deviceOf(user_id).remove(leaving);
    setLeaving(null);
  };
  return (
    <>
      {drafts.map(({ evaluation_id, about, ...draft }) => (
        <Notice
          key={evaluation_id}
          tone="warning"
          title={
            about?.number ? t`يلزم قرارك في المشاركة ${number(about.number, { useGrouping: false })}` : t`يلزم قرارك`
          }
          action={
            <>
              {rankingOf(evaluation_id) ? (
                <LinkButton
                  size="small"
                  to="/juror/rankings/$rankingId"
                  params={{ rankingId: rankingOf(evaluation_id) ?? '' }}
                >
                  {t`افتح الترتيب`}
                </LinkButton>
              ) : (
                <LinkButton size="small" to="/juror/evaluations/$evaluationId" params={{ evaluationId: evaluation_id }}>
                  {t`افتح التقييم`}
                </LinkButton>
              )}
              <Button size="small" onPress={() => setLeaving(evaluation_id)}>{t`احذفه من هذا الجهاز`}</Button>
            </>
          }
        >
          {t`لم يقبل الخادم عملًا لك في مشاركة ليست في هذه القائمة، وهو باقٍ على هذا الجهاز.`}
          {about && !rankingOf(evaluation_id) ? <Written draft={{ ...draft, about, evaluation_id }} /> : null}
        </Notice>
      ))}
      <ConfirmDialog
        title={t`حذف عمل لم يقبله الخادم`}
        action={t`احذفه من هذا الجهاز`}
        danger
        isOpen={leaving !== null}
        onClose={() => setLeaving(null)}
        onConfirm={() => void discard()}
      >
        {t`لا نسخة منه على الخادم، ولا يُسترجع.`}
      </ConfirmDialog>
    </>
  );
}

/** What the device keeps of it, to be read before it is deleted: its entry is not the juror's to open any more. */
function Written({ draft }: { draft: KeptDraft }) {
  const { t } = useLingui();
  const { decimal } = useFormat();
  const [work] = ownWork([], [draft]);
  const kept = work?.on_device;
  if (!work || !kept) return null;
  const texts = [
    [t`التعليق`, kept.comment],
    [t`الملاحظات الخاصة`, kept.notes],
  ] as const;
  return (
    <details>
      <summary>{t`اقرأ ما كتبت`}</summary>
      <dl className="tk-juror-written">
        {work.criteria.map(({ criterion_id, code }) => {
          const mark = kept.scores[criterion_id];
          if (!mark) return null;
          return (
            <div key={criterion_id}>
              <dt>
                <bdi>{code}</bdi>
              </dt>
              <dd>
                {mark.na
                  ? t`لا ينطبق`
                  : (mark.level ??
                    (mark.points === null
                      ? t`دون درجة`
                      : decimal(mark.points, mark.points.split('.')[1]?.length ?? 0)))}
                {mark.comment ? <p dir="auto">{mark.comment}</p> : null}
              </dd>
            </div>
          );
        })}
        {texts.map(([label, text]) =>
          text ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd dir="auto">{text}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </details>
  );
}
