// The organiser's home of an edition: where it stands, what is next, what is due, what waits.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Icon } from '../../../shared/ui/Icon';
import { Menu } from '../../../shared/ui/Menu';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import type { Edition } from '../model/edition';
import { isCancellable, isFinal, isPrivate } from '../model/phases';
import { CancelDialog } from '../parts/CancelDialog';
import { DeadlineDialog } from '../parts/DeadlineDialog';
import { DemoGuide } from '../parts/DemoGuide';
import { DateFacts } from '../parts/EditionFacts';
import { NextMoment } from '../parts/NextMoment';
import { NextStep, Track } from '../parts/NextStep';
import { ReopenDialog } from '../parts/ReopenDialog';
import { ReopeningBanner } from '../parts/ReopeningBanner';
import { ReopeningHistory } from '../parts/ReopeningHistory';
import { ByCategory, KeyFigures, Rounds } from '../parts/Standing';
import { useReopening } from '../parts/useReopening';
import { WhatToLookAt, WhoIsLate } from '../parts/Watch';
import '../problems';
import '../editions.css';

function Acts({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  const organises = useOrganises(edition);
  const [cancelling, setCancelling] = useState(false);
  const [returning, setReturning] = useState(false);
  const reopening = useReopening(edition.id).data;
  const format = useFormat();
  const page = `${format.reader.language === 'en' ? '/en' : ''}/editions/${edition.slug}`;
  return (
    <>
      {edition.call_opened_at === null ? null : (
        <a className="tk-button tk-button-secondary" href={page} target="_blank" rel="noreferrer">
          <Icon name="external" size={18} />
          <span>{t`الصفحة العامة`}</span>
        </a>
      )}
      {organises && isCancellable(edition.phase) ? (
        <Menu
          label={t`إجراءات أخرى على الدورة`}
          items={[
            ...(reopening?.to && !reopening.pending
              ? [
                  {
                    id: 'reopen',
                    label: t`أعد الدورة إلى المرحلة السابقة`,
                    icon: 'undo' as const,
                    onAction: () => setReturning(true),
                  },
                ]
              : []),
            { id: 'cancel', label: t`ألغِ الدورة`, icon: 'close', danger: true, onAction: () => setCancelling(true) },
          ]}
        />
      ) : null}
      <CancelDialog edition={edition} isOpen={cancelling} onClose={() => setCancelling(false)} />
      {returning && reopening ? <ReopenDialog view={reopening} onClose={() => setReturning(false)} /> : null}
    </>
  );
}

function MoveDeadline({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  const [moving, setMoving] = useState(false);
  const organises = useOrganises(edition);
  if (edition.phase !== 'open' || !organises) return null;
  return (
    <>
      <Button size="small" icon="clock" onPress={() => setMoving(true)}>
        {t`عدّل الموعد`}
      </Button>
      <DeadlineDialog edition={edition} isOpen={moving} onClose={() => setMoving(false)} />
    </>
  );
}

function Home({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  const organises = useOrganises(edition);
  const reopening = useReopening(edition.id).data;
  const home = useGet('/api/v1/home/organiser/{edition_id}', {
    path: { edition_id: edition.id },
    refetchInterval: 60_000,
  });
  // A chair reads the edition, but not its home.
  if (home.error && !home.data)
    return (
      <>
        <Card title={t`مسار الدورة`}>
          <Track phase={edition.phase} />
        </Card>
        <Card title={t`المواعيد`}>
          <DateFacts edition={edition} />
        </Card>
      </>
    );
  return (
    <Read of={home} lines={10}>
      {(data) => (
        <>
          {edition.phase === 'cancelled' ? (
            <Notice tone="warning" title={t`أُلغيت هذه الدورة`}>{t`بياناتها للاطّلاع فقط.`}</Notice>
          ) : null}
          {reopening ? <ReopeningBanner view={reopening} zone={edition.timezone} /> : null}
          {edition.phase === 'cancelled' ? null : (
            <NextStep edition={edition} readiness={data.next_step} organises={organises} />
          )}
          {isPrivate(edition.phase) ? null : <KeyFigures home={data} />}
          <div className="tk-editions-columns">
            <div className="tk-stack tk-gap-6">
              {isFinal(edition.phase) || edition.phase === 'published' ? null : (
                <NextMoment home={data} actions={<MoveDeadline edition={edition} />} />
              )}
              <Rounds home={data} />
            </div>
            <div className="tk-stack tk-gap-6">
              <WhatToLookAt home={data} />
              {edition.is_demo ? <DemoGuide editionId={edition.id} /> : null}
              <WhoIsLate home={data} />
            </div>
          </div>
          <ByCategory home={data} />
          {reopening ? <ReopeningHistory view={reopening} zone={edition.timezone} /> : null}
        </>
      )}
    </Read>
  );
}

export function EditionPage() {
  const { t } = useLingui();
  const format = useFormat();
  const id = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: id } });
  const data = edition.data;
  return (
    <Page
      title={format.name(data) || t`الدورة`}
      badge={data ? <StateBadge of="phase" state={data.phase} /> : null}
      lead={data ? format.pick(data.theme_ar, data.theme_en) || undefined : undefined}
      crumbs={
        data
          ? [
              { label: t`البرامج والدورات`, to: '/programmes' },
              {
                label: format.name(data.programme),
                to: '/programmes/$programmeId',
                params: { programmeId: data.programme_id },
              },
            ]
          : []
      }
      actions={data ? <Acts edition={data} /> : null}
    >
      <Read of={edition}>{(found) => <Home edition={found} />}</Read>
    </Page>
  );
}
