// What was asked from the desk and what was answered; nothing where nobody asked.
import { useLingui } from '@lingui/react/macro';
import type { KeptAct } from '../../../offline/acts';
import { takeBack } from '../../../offline/actsOf';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { Badge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { When } from '../../../shared/ui/When';
import { useActs } from '../useOutbox';

type Question = components['schemas']['DeskQuestion'];
type Asks = readonly (KeptAct & { kind: 'ask' })[];
type Files = readonly { id: string; name: string }[];

function One({ question, zone, files }: { question: Question; zone: string; files?: Files }) {
  const { t } = useLingui();
  const format = useFormat();
  const file = files?.find((one) => one.id === question.attachment_id);
  return (
    <li className="tk-stack tk-gap-2">
      <div className="tk-row tk-gap-2">
        {question.kind === 'file' ? <Badge tone="warning">{t`ملف لا يُقرأ`}</Badge> : null}
        {question.answered_at ? <Badge tone="success">{t`أُجيب`}</Badge> : <Badge tone="info">{t`ينتظر الجواب`}</Badge>}
        {question.mine ? null : <Badge>{t`لمحكّمي الجولة`}</Badge>}
        {file ? <bdi className="tk-small tk-soft">{file.name}</bdi> : null}
        {!files && question.evaluation_id && question.number !== null ? (
          <LinkButton
            kind="quiet"
            size="small"
            to="/juror/evaluations/$evaluationId"
            params={{ evaluationId: question.evaluation_id }}
          >
            {t`المشاركة ${format.number(question.number, { useGrouping: false })}`}
          </LinkButton>
        ) : null}
      </div>
      <p dir="auto" className="tk-juror-said">
        {question.body}
      </p>
      {question.answered_at ? (
        <blockquote className="tk-juror-answer">
          <p dir="auto" className="tk-juror-said">
            {question.answer}
          </p>
          <footer className="tk-small tk-soft">
            <When at={question.answered_at} zone={zone} show="short" />
          </footer>
        </blockquote>
      ) : null}
    </li>
  );
}

/** Asked from this device, and not on the server yet. */
function Kept({ act, files }: { act: KeptAct & { kind: 'ask' }; files?: Files }) {
  const { t } = useLingui();
  const { user_id } = useMe();
  const file = files?.find((one) => one.id === act.attachment_id);
  return (
    <li className="tk-stack tk-gap-2">
      <div className="tk-row tk-gap-2">
        {act.attachment_id ? <Badge tone="warning">{t`ملف لا يُقرأ`}</Badge> : null}
        {act.parked ? (
          <Badge tone="warning" dot>{t`يلزم قرارك`}</Badge>
        ) : (
          <Badge tone="info" dot>{t`على هذا الجهاز`}</Badge>
        )}
        {file ? <bdi className="tk-small tk-soft">{file.name}</bdi> : null}
        <Button kind="quiet" size="small" onPress={() => void takeBack(user_id, act)}>{t`احذفه من هذا الجهاز`}</Button>
      </div>
      <p dir="auto" className="tk-juror-said">
        {act.body}
      </p>
    </li>
  );
}

function List({
  items,
  zone,
  files,
  kept = [],
}: {
  items: readonly Question[];
  zone: string;
  files?: Files;
  kept?: Asks;
}) {
  return (
    <ul className="tk-plain-list tk-stack">
      {kept.map((act) => (
        <Kept key={act.key} act={act} {...(files ? { files } : {})} />
      ))}
      {items.map((one) => (
        <One key={one.id} question={one} zone={zone} {...(files ? { files } : {})} />
      ))}
    </ul>
  );
}

/** On the desk: about its entry. */
export function AskedHere({ evaluationId, zone, files }: { evaluationId: string; zone: string; files: Files }) {
  const { t } = useLingui();
  const path = { evaluation_id: evaluationId };
  const asked = useGet('/api/v1/juror/evaluations/{evaluation_id}/questions', { path });
  const kept = useActs().filter((act) => act.kind === 'ask' && act.evaluation_id === evaluationId) as Asks;
  const items = asked.data?.items ?? [];
  if (items.length + kept.length === 0) return null;
  return (
    <section className="tk-stack" aria-label={t`أسئلة وأجوبة عن هذه المشاركة`}>
      <h2 className="tk-h3">{t`أسئلة وأجوبة عن هذه المشاركة`}</h2>
      <List items={items} zone={zone} files={files} kept={kept} />
    </section>
  );
}

/** In the list: of the whole round. */
export function AskedInRound({ roundId, zone }: { roundId: string; zone: string }) {
  const { t } = useLingui();
  const asked = useGet('/api/v1/juror/rounds/{round_id}/questions', { path: { round_id: roundId } });
  if (!asked.data?.items.length) return null;
  return (
    <Card title={t`أسئلة وأجوبة`}>
      <List items={asked.data.items} zone={zone} />
    </Card>
  );
}
