// What the panels may meet on, and the meetings that there were.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useHolds } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import type { Sitting } from '../model';
import '../problems';
import '../deliberation.css';

export function MeetingsPage() {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  const path = { edition_id: editionId };
  const edition = useGet('/api/v1/editions/{edition_id}', { path });
  const mayOpen = useHolds(edition.data, 'organiser', 'chair') && edition.data?.phase === 'deliberation';
  const sittings = useGet('/api/v1/editions/{edition_id}/meetings', { path });
  return (
    <Page
      title={t`اجتماعات اللجنة`}
      lead={t`تتداول اللجنة في مشاركات جولة أُغلقت: من حضر، ومن غادر لتعارض مصالح، وما توافقت عليه وأسبابه.`}
    >
      <Read of={sittings}>
        {({ items }) => <SittingList items={items} mayOpen={mayOpen} to="/editions/$editionId/meetings/$meetingId" />}
      </Read>
    </Page>
  );
}

export function OwnMeetingsPage() {
  const { t } = useLingui();
  const sittings = useGet('/api/v1/juror/meetings');
  return (
    <Page title={t`اجتماعات اللجنة`} lead={t`اجتماعات اللجان التي أنت عضو فيها، وما يحق لك فتحه منها.`}>
      <Read of={sittings}>{({ items }) => <SittingList items={items} mayOpen to="/juror/meetings/$meetingId" />}</Read>
    </Page>
  );
}

interface ListProps {
  items: readonly Sitting[];
  mayOpen: boolean;
  to: '/editions/$editionId/meetings/$meetingId' | '/juror/meetings/$meetingId';
}

function SittingList({ items, mayOpen, to }: ListProps) {
  const { t } = useLingui();
  if (items.length === 0)
    return (
      <EmptyState title={t`لا اجتماعات بعد`} icon="users">
        {t`تجتمع اللجنة بعد إغلاق جولتها، في مرحلة المداولة.`}
      </EmptyState>
    );
  return (
    <div className="tk-grid">
      {items.map((one) => (
        <SittingCard key={`${one.round_id} ${one.category_id}`} one={one} mayOpen={mayOpen} to={to} />
      ))}
    </div>
  );
}

function SittingCard({ one, mayOpen, to }: { one: Sitting; mayOpen: boolean; to: ListProps['to'] }) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const [id] = useState(newId);
  const [busy, setBusy] = useState(false);
  const name = format.pick(one.category_ar, one.category_en);
  const open = async () => {
    setBusy(true);
    try {
      await api.PUT('/api/v1/meetings/{meeting_id}', {
        params: { path: { meeting_id: id } },
        body: { round_id: one.round_id, category_id: one.category_id },
      });
      await refreshPaths('/api/v1/editions/{edition_id}/meetings', '/api/v1/juror/meetings');
      await navigate({ to, params: { editionId: one.edition_id, meetingId: id } } as never);
    } catch (refused) {
      notifyProblem(refused);
      setBusy(false);
    }
  };
  return (
    <Card
      title={<bdi>{name}</bdi>}
      actions={
        one.state === 'open' ? (
          <Badge tone="success" dot>{t`منعقد`}</Badge>
        ) : one.state === 'closed' ? (
          <Badge tone="primary">{t`انتهى`}</Badge>
        ) : (
          <Badge>{t`لم يُفتح`}</Badge>
        )
      }
    >
      <p className="tk-small tk-soft">
        <bdi>{format.pick(one.edition_ar, one.edition_en)}</bdi>
        {' – '}
        <bdi>{format.pick(one.round_ar, one.round_en)}</bdi>
      </p>
      {one.opened_at ? (
        <p className="tk-small">
          <When at={one.opened_at} show="short" />
        </p>
      ) : null}
      <div className="tk-row">
        {one.meeting_id ? (
          <LinkButton {...({ to, params: { editionId: one.edition_id, meetingId: one.meeting_id } } as object)}>
            {one.state === 'open' ? t`ادخل الاجتماع` : t`اطّلع على الاجتماع`}
          </LinkButton>
        ) : mayOpen ? (
          <Button icon="users" busy={busy} onPress={() => void open()}>{t`افتح الاجتماع`}</Button>
        ) : null}
      </div>
    </Card>
  );
}
