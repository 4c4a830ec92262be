// Where a juror's invitation stands: invited, opened, late, accepted with a load, declined.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { serverNow } from '../../../shared/api/clock';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { SignedStatement } from '../../../shared/judging/SignedStatement';
import { jurorStates, stateOfJuror } from '../../../shared/judging/words';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { When } from '../../../shared/ui/When';
import type { Juror } from '../model/juror';

export function JurorStanding({ juror }: { juror: Juror }) {
  const { t } = useLingui();
  const waiting = juror.state === 'invited' && juror.invited_at !== null;
  return (
    <span className="tk-row tk-gap-2">
      <StateBadge words={jurorStates} state={stateOfJuror(juror)} />
      {waiting && juror.opened_at ? <Badge tone="info">{t`فتح الدعوة`}</Badge> : null}
      {waiting && juror.answer_by && Date.parse(juror.answer_by) < serverNow() ? (
        <Badge tone="error">{t`تأخر الجواب`}</Badge>
      ) : null}
    </span>
  );
}

export function JurorAnswer({ juror, zone }: { juror: Juror; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const statements = useGet('/api/v1/jurors/{juror_id}/statements', { path: { juror_id: juror.id } });
  const before = statements.data?.items.slice(juror.statement ? 1 : 0);
  const items: { label: ReactNode; value: ReactNode }[] = [];
  const at = (label: string, moment: string | null): void => {
    if (moment) items.push({ label, value: <When at={moment} zone={zone} show="stack" /> });
  };
  at(t`أُرسلت الدعوة`, juror.invited_at);
  at(t`فُتحت الدعوة`, juror.opened_at);
  if (juror.state === 'invited') at(t`موعد الجواب`, juror.answer_by);
  at(t`وصل الجواب`, juror.answered_at);
  at(juror.state === 'resigned' ? t`استقال في` : t`أُعفي في`, juror.left_at);
  if (juror.load_asked) items.push({ label: t`المطلوب تحكيمه`, value: format.number(juror.load_asked) });
  if (juror.load_accepted) items.push({ label: t`المقبول تحكيمه`, value: format.number(juror.load_accepted) });
  if (juror.load_reason) items.push({ label: t`لماذا أقل`, value: <bdi>{juror.load_reason}</bdi> });
  if (juror.state_reason)
    items.push({ label: t`السبب`, value: <bdi className="tk-judging-text">{juror.state_reason}</bdi> });
  if (juror.statement)
    items.push({ label: t`الإقرار كما وُقّع`, value: <bdi className="tk-signed">{juror.statement}</bdi> });
  if (juror.signed_name) items.push({ label: t`وُقّع باسم`, value: <bdi>{juror.signed_name}</bdi> });
  if (juror.statement_hash)
    items.push({
      label: t`بصمة النص`,
      value: (
        <code className="tk-judging-hash" dir="ltr">
          {juror.statement_hash}
        </code>
      ),
    });
  for (const one of before ?? [])
    items.push({ label: t`إقرار وقّعه في دعوة سابقة`, value: <SignedStatement signed={one} zone={zone} /> });
  return items.length > 0 ? (
    <Card title={t`الدعوة`}>
      <DescriptionList items={items} />
    </Card>
  ) : null;
}
