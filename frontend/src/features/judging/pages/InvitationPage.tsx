// An invitation to a jury: what is asked, possible conflicts answered one by one, the statement, the answer.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { api } from '../../../shared/api/client';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { SignedStatement } from '../../../shared/judging/SignedStatement';
import { jurorStates } from '../../../shared/judging/words';
import { useParam } from '../../../shared/router/page';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import type { Invitation } from '../model/invitation';
import { InvitationAnswer } from '../parts/InvitationAnswer';
import { ResignDialog } from '../parts/LeavingDialog';
import '../judging.css';

function Asked({ of }: { of: Invitation }) {
  const { t } = useLingui();
  const format = useFormat();
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const several = new Set(of.panels.map((one) => format.pick(one.round_ar, one.round_en))).size > 1;
  return (
    <Card title={t`المطلوب منك`}>
      <DescriptionList
        items={[
          ...of.rounds.map((round) => ({
            label: format.name(round),
            value: (
              <>
                <span className="tk-small tk-soft">{t`تُستقبل التقييمات حتى`}</span>
                <div>
                  <When at={round.closes_at} zone={of.timezone} show="stack" />
                </div>
              </>
            ),
          })),
          ...(of.load_asked
            ? [{ label: t`عدد المشاركات في كل جولة على الأكثر`, value: format.number(of.load_asked) }]
            : []),
          ...of.panels.map((seat) => ({
            label: several
              ? t`لجنتك في ${format.pick(seat.round_ar, seat.round_en)}`
              : seat.chairs
                ? t`اللجنة التي ترأسها`
                : t`لجنتك`,
            value: (
              <>
                <strong>
                  <bdi>{format.name(seat)}</bdi>
                </strong>
                {several && seat.chairs ? <Badge tone="info">{t`رئاستها لك`}</Badge> : null}
                {seat.categories.length > 0 ? (
                  <div>
                    <span className="tk-small tk-soft">{t`وتحكّم`}</span>{' '}
                    <bdi>{seat.categories.map((one) => format.name(one)).join(comma)}</bdi>
                  </div>
                ) : null}
              </>
            ),
          })),
          ...(of.panels.length === 0
            ? [{ label: t`المجالات`, value: of.categories.map((one) => format.name(one)).join(comma) }]
            : []),
          ...(of.answer_by && of.state === 'invited'
            ? [{ label: t`موعد الجواب`, value: <When at={of.answer_by} zone={of.timezone} show="stack" /> }]
            : []),
        ]}
      />
    </Card>
  );
}

function Answered({ of }: { of: Invitation }) {
  const { t } = useLingui();
  const format = useFormat();
  const [resigning, setResigning] = useState(false);
  return (
    <Card title={t`جوابك`}>
      <DescriptionList
        items={[
          { label: t`وصل الجواب`, value: <When at={of.answered_at} zone={of.timezone} show="stack" /> },
          ...(of.left_at
            ? [{ label: t`استقلت في`, value: <When at={of.left_at} zone={of.timezone} show="stack" /> }]
            : []),
          ...(of.state === 'accepted' && of.signed_name
            ? [
                {
                  label: t`الإقرار كما وُقّع`,
                  value: (
                    <span className="tk-signed" dir="auto">
                      {of.statement}
                    </span>
                  ),
                },
                { label: t`وُقّع باسم`, value: <bdi>{of.signed_name}</bdi> },
              ]
            : []),
          ...of.signed_before.map((one) => ({
            label: t`إقرار وقّعته في دعوة سابقة`,
            value: <SignedStatement signed={one} zone={of.timezone} />,
          })),
          ...(of.load_accepted
            ? [{ label: t`عدد المشاركات التي قبلت تحكيمها في كل جولة`, value: format.number(of.load_accepted) }]
            : []),
        ]}
      />
      {of.state === 'accepted' ? (
        <div className="tk-row">
          <LinkButton kind="primary" to="/juror">{t`افتح قائمتي`}</LinkButton>
          <Button kind="danger-quiet" onPress={() => setResigning(true)}>{t`أستقيل من اللجنة`}</Button>
        </div>
      ) : null}
      {resigning ? <ResignDialog of={of} onClose={() => setResigning(false)} /> : null}
    </Card>
  );
}

export function InvitationPage() {
  const { t } = useLingui();
  const format = useFormat();
  const id = useParam('jurorId');
  const found = useGet('/api/v1/jury/{juror_id}', { path: { juror_id: id } });
  const state = found.data?.state;
  const unopened = state === 'invited';
  useEffect(() => {
    // The organiser is told that it was opened; nothing on this page waits for that.
    if (unopened) void api.POST('/api/v1/jury/{juror_id}/open', { params: { path: { juror_id: id } } }).catch(() => {});
  }, [unopened, id]);
  const { data } = found;
  return (
    <Page
      title={data ? t`دعوة إلى تحكيم ${format.pick(data.edition_ar, data.edition_en)}` : t`دعوة إلى التحكيم`}
      lead={data ? format.pick(data.programme_ar, data.programme_en) : undefined}
      crumbs={[{ label: t`عضويتي في اللجان`, to: '/jury' }]}
      badge={data ? <StateBadge words={jurorStates} state={data.state} /> : null}
      actions={
        <LinkButton icon="user" to="/jury/$jurorId/profile" params={{ jurorId: id }}>{t`ملفي في التحكيم`}</LinkButton>
      }
    >
      <Read of={found}>
        {(invitation) => (
          <>
            {invitation.state === 'invited' ? (
              <Notice>{t`راجع ملفك أولًا: جهة عملك اليوم وجهات عملك السابقة هي ما تُرصد به التعارضات.`}</Notice>
            ) : null}
            <Asked of={invitation} />
            {invitation.state === 'invited' ? (
              <InvitationAnswer key={invitation.id} of={invitation} />
            ) : (
              <Answered of={invitation} />
            )}
          </>
        )}
      </Read>
    </Page>
  );
}
