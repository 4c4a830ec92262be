// Publishing: at once or at a set minute, by the server's clock; called off before its minute with a reason.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { MomentField } from '../../../shared/ui/DateField';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';

export function PublishCard({ editionId, zone, slug }: { editionId: string; zone: string; slug: string }) {
  const { t } = useLingui();
  const path = { edition_id: editionId };
  const publication = useGet('/api/v1/editions/{edition_id}/publication', { path });
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [at, setAt] = useState<string | null>(null);
  const [open, setOpen] = useState<'publish' | 'cancel' | null>(null);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [key] = useState(newId);
  const act = async (call: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setError(null);
    try {
      await call();
      notify(done);
      setOpen(null);
      await refreshPaths(
        '/api/v1/editions/{edition_id}/publication',
        '/api/v1/editions/{edition_id}',
        '/api/v1/editions/{edition_id}/approval',
      );
    } catch (refused) {
      setError(refused);
      setOpen(null);
    }
    setBusy(false);
  };
  return (
    <Card title={t`النشر`}>
      <Read of={publication} lines={3}>
        {(state) => (
          <div className="tk-stack">
            <ProblemNotice error={error} />
            {state.publication ? (
              <Notice
                tone={state.publication.visible ? 'success' : 'info'}
                title={state.publication.visible ? t`النتائج منشورة` : t`النتائج مجدولة للنشر`}
              >
                <When at={state.publication.visible_from} zone={zone} />
                {state.publication.visible ? (
                  <p>
                    <a href={`/editions/${slug}/winners`}>{t`صفحة الفائزين العامة`}</a>
                  </p>
                ) : (
                  <p>{t`لا يظهر شيء لأحد قبل هذه الدقيقة.`}</p>
                )}
              </Notice>
            ) : null}
            {state.may.includes('publish') ? (
              <>
                <RadioGroup
                  label={t`متى تظهر النتائج؟`}
                  options={[
                    { id: 'now', label: t`الآن` },
                    { id: 'later', label: t`في دقيقة محددة`, description: t`مثلًا عند إعلانها في الحفل` },
                  ]}
                  value={when}
                  onChange={(id: 'now' | 'later') => setWhen(id)}
                />
                {when === 'later' ? (
                  <MomentField label={t`تظهر في`} value={at} onChange={setAt} zone={zone} isRequired />
                ) : null}
                <div className="tk-row">
                  <Button kind="primary" isDisabled={when === 'later' && !at} onPress={() => setOpen('publish')}>
                    {when === 'now' ? t`انشر النتائج الآن` : t`جدوِل النشر`}
                  </Button>
                </div>
              </>
            ) : !state.publication ? (
              <p className="tk-soft">{t`يُتاح النشر بعد توقيع المعتمِد.`}</p>
            ) : null}
            {state.may.includes('cancel') ? (
              <div className="tk-row">
                <Button kind="danger-quiet" onPress={() => setOpen('cancel')}>
                  {t`ألغِ النشر المجدول`}
                </Button>
              </div>
            ) : null}
          </div>
        )}
      </Read>
      <ConfirmDialog
        title={t({ message: 'نشر النتائج', context: 'title' })}
        action={when === 'now' ? t`انشر الآن` : t`جدوِل النشر`}
        isOpen={open === 'publish'}
        busy={busy}
        onClose={() => setOpen(null)}
        onConfirm={() =>
          void act(
            () =>
              api.POST('/api/v1/editions/{edition_id}/publication', {
                params: { path, header: { 'idempotency-key': key } },
                body: { visible_from: when === 'later' ? at : null },
              }),
            when === 'now' ? t`نُشرت النتائج.` : t`جُدول النشر.`,
          )
        }
      >
        <p>
          {when === 'now'
            ? t`يرى الجميع أسماء الفائزين فورًا، وتصل رسائل التهنئة إلى أصحابها.`
            : t`تظهر الأسماء للجميع في الدقيقة المحددة بساعة الخادم، ولا يلزم حضورك.`}
        </p>
        {when === 'later' ? <When at={at} zone={zone} /> : null}
      </ConfirmDialog>
      <Dialog
        title={t`إلغاء النشر المجدول`}
        isOpen={open === 'cancel'}
        onClose={() => setOpen(null)}
        footer={
          <Button
            kind="danger"
            busy={busy}
            isDisabled={reason.trim() === ''}
            onPress={() =>
              void act(
                () =>
                  api.POST('/api/v1/editions/{edition_id}/publication/cancel', { params: { path }, body: { reason } }),
                t`أُلغي النشر المجدول.`,
              )
            }
          >
            {t`ألغِ النشر`}
          </Button>
        }
      >
        <TextArea label={t`السبب`} rows={2} isRequired value={reason} onChange={setReason} />
      </Dialog>
    </Card>
  );
}
