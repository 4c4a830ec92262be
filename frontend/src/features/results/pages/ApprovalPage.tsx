// Two signatures: the organiser freezes, another person signs or returns; then publication.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { hasRole, useMe } from '../../../shared/me';
import { useNouns } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Checkbox } from '../../../shared/ui/Choice';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import { DecidedList } from '../parts/DecidedList';
import { PublishCard } from '../parts/PublishCard';
import { RenamedNotice } from '../parts/RenamedNotice';
import { stepWords } from '../words';
import '../results.css';

type Act = 'freeze' | 'sign' | 'return';

export function ApprovalPage() {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const me = useMe();
  const editionId = useParam('editionId');
  const path = { edition_id: editionId };
  const edition = useGet('/api/v1/editions/{edition_id}', { path });
  const approval = useGet('/api/v1/editions/{edition_id}/approval', { path });
  const decisions = useGet('/api/v1/editions/{edition_id}/decisions', { path });
  const [open, setOpen] = useState<Act | null>(null);
  const [read, setRead] = useState(false);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const zone = edition.data?.timezone ?? 'Asia/Riyadh';

  const ask = (what: Act) => {
    setError(null);
    setOpen(what);
  };
  const act = async (call: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setError(null);
    try {
      await call();
      notify(done);
      setReason('');
      setOpen(null);
    } catch (refused) {
      // It stands in the dialog, where it was asked.
      setError(refused);
    }
    setBusy(false);
    await refreshPaths(
      '/api/v1/editions/{edition_id}/approval',
      '/api/v1/home/approver',
      '/api/v1/editions/{edition_id}/publication',
      '/api/v1/editions/{edition_id}',
    );
  };

  return (
    <Page
      title={t`الاعتماد والنشر`}
      lead={t`يجمّد المنظّم النتائج، ثم يوقّعها شخص آخر أو يعيدها بسبب، ثم تُنشر بالساعة.`}
      badge={approval.data ? <StateBadge state={approval.data.state} words={stepWords} /> : null}
      width="narrow"
    >
      <Read of={approval}>
        {(state) => (
          <div className="tk-stack tk-gap-6">
            {open ? null : <ProblemNotice error={error} />}
            {state.changed ? (
              <Notice tone="error" title={t`تغيّر شيء بعد التجميد`}>
                {t`ما يُحتسب الآن غير ما جُمّد، فلا يُوقَّع. أعد النتائج إلى المنظّم.`}
              </Notice>
            ) : null}
            <RenamedNotice renamed={state.renamed} />
            {state.stakes.length > 0 && state.state !== 'signed' && hasRole(me, 'approver') ? (
              <Notice tone="warning" title={t`لا توقّع نتائج هذه الدورة ولا تعيدها`}>
                <p>
                  {t`لك صلة بمشاركة في:`} <bdi>{state.stakes.map((one) => format.name(one)).join(comma)}</bdi>
                </p>
                <p>{t`اطلب من مدير النظام تعيين معتمِد آخر لهذه الدورة، ليقرأ النتائج ويوقّعها.`}</p>
              </Notice>
            ) : null}
            {state.stakes.length > 0 && ['none', 'returned'].includes(state.state) && hasRole(me, 'organiser') ? (
              <Notice tone="warning" title={t`لا تجمّد نتائج هذه الدورة`}>
                <p>
                  {t`لك صلة بمشاركة في:`} <bdi>{state.stakes.map((one) => format.name(one)).join(comma)}</bdi>
                </p>
                <p>{t`يجمّدها منظّم آخر لا صلة له بمشاركاتها.`}</p>
              </Notice>
            ) : null}
            {state.undecided.length > 0 && state.state !== 'signed' ? (
              <Notice
                tone="warning"
                title={t`${nouns.All} التي لم يُقرَّر فيها بعد`}
                action={
                  <LinkButton to="/editions/$editionId/results" params={{ editionId }}>
                    {t`إلى القرارات`}
                  </LinkButton>
                }
              >
                {state.undecided.map((one) => format.name(one)).join(format.reader.language === 'ar' ? '، ' : ', ')}
              </Notice>
            ) : null}
            <Read of={decisions}>
              {(data) => (
                <section className="tk-stack" aria-label={t`القرارات`}>
                  <DecidedList categories={data.categories} />
                </section>
              )}
            </Read>
            {state.results_hash ? (
              <p className="tk-small tk-soft">
                {t`بصمة النتائج المجمّدة`}: <code className="tk-results-hash">{state.results_hash}</code>
              </p>
            ) : null}
            {state.may.includes('freeze') ? (
              <Card title={t({ message: 'تجميد النتائج', context: 'title' })}>
                <p>{t`بعد التجميد لا تُعدَّل القرارات، ويُطلب من المعتمِد توقيعها.`}</p>
                <div className="tk-row">
                  <Button kind="primary" onPress={() => ask('freeze')}>{t`جمّد واطلب الاعتماد`}</Button>
                </div>
              </Card>
            ) : null}
            {state.may.includes('sign') || state.may.includes('return') ? (
              <Card title={t`توقيعك`}>
                {state.may.includes('sign') ? (
                  <Checkbox isSelected={read} onChange={setRead}>
                    {t`قرأت القرارات أعلاه وأعتمدها`}
                  </Checkbox>
                ) : (
                  <p>
                    {t`لا يوقّع أحد نتائج دورة ينظّمها أو نتائج جمّدها. اطلب من مدير النظام تعيين معتمِد آخر، ولك أن تعيدها إلى المنظّم بسبب.`}
                  </p>
                )}
                <div className="tk-row">
                  {state.may.includes('sign') ? (
                    <Button kind="primary" isDisabled={!read} busy={busy} onPress={() => ask('sign')}>
                      {t`وقّع النتائج`}
                    </Button>
                  ) : null}
                  <Button onPress={() => ask('return')}>{t`أعدها إلى المنظّم`}</Button>
                </div>
              </Card>
            ) : null}
            {edition.data ? <PublishCard editionId={editionId} zone={zone} slug={edition.data.slug} /> : null}
            {state.steps.length > 0 ? (
              <Card title={t`ما جرى`}>
                <ol className="tk-results-steps">
                  {state.steps.map((step) => (
                    <li key={step.id} data-step={step.step}>
                      <StateBadge state={step.step} words={stepWords} />
                      <p className="tk-small tk-soft">
                        <bdi>{format.name(step.by)}</bdi> – <When at={step.at} zone={zone} show="short" />
                      </p>
                      {step.reason ? <p dir="auto">{step.reason}</p> : null}
                    </li>
                  ))}
                </ol>
              </Card>
            ) : null}
            <ConfirmDialog
              title={t({ message: 'تجميد النتائج', context: 'title' })}
              action={t`جمّد النتائج`}
              isOpen={open === 'freeze'}
              busy={busy}
              onClose={() => setOpen(null)}
              onConfirm={() =>
                void act(
                  () => api.POST('/api/v1/editions/{edition_id}/freeze', { params: { path } }),
                  t`جُمّدت النتائج، وأُبلغ المعتمِد.`,
                )
              }
            >
              <p>{t`تُحسب بصمة الترتيب والقرارات، ولا تتغير إلا إن أعادها المعتمِد.`}</p>
              <ProblemNotice error={error} />
            </ConfirmDialog>
            <ConfirmDialog
              title={t`توقيع النتائج`}
              action={t`وقّع`}
              isOpen={open === 'sign'}
              busy={busy}
              onClose={() => setOpen(null)}
              onConfirm={() =>
                void act(
                  () =>
                    api.POST('/api/v1/editions/{edition_id}/sign', {
                      params: { path },
                      body: { results_hash: state.results_hash },
                    }),
                  t`وُقّعت النتائج.`,
                )
              }
            >
              <p>{t`يُسجَّل توقيعك باسمك على هذه البصمة، ويستطيع المنظّم بعده أن ينشر.`}</p>
              <ProblemNotice error={error} />
            </ConfirmDialog>
            <Dialog
              title={t`إعادة النتائج إلى المنظّم`}
              isOpen={open === 'return'}
              onClose={() => setOpen(null)}
              footer={
                <Button
                  kind="primary"
                  busy={busy}
                  isDisabled={reason.trim() === ''}
                  onPress={() =>
                    void act(
                      () => api.POST('/api/v1/editions/{edition_id}/return', { params: { path }, body: { reason } }),
                      t`أُعيدت النتائج إلى المنظّم.`,
                    )
                  }
                >
                  {t`أعد النتائج`}
                </Button>
              }
            >
              <div className="tk-stack">
                <TextArea label={t`السبب`} rows={3} isRequired value={reason} onChange={setReason} />
                <ProblemNotice error={error} />
              </div>
            </Dialog>
          </div>
        )}
      </Read>
    </Page>
  );
}
