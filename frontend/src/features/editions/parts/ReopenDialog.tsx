// Proposing to go back one phase: what it brings, who is asked, and why it cannot be where it cannot.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { backWords } from '../backWords';
import { BackConsequences } from './BackConsequences';
import { refreshEdition } from './refreshEdition';
import { type Reopening, useNames } from './useReopening';
import '../home.css';

type Target = 'open' | 'screening' | 'judging' | 'deliberation';

function Obstacle({ view, title, onClose }: { view: Reopening; title: string; onClose: () => void }) {
  const { t } = useLingui();
  const params = { editionId: view.edition_id };
  const code = view.obstacle?.code;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          {code === 'nobody_answers' ? (
            <LinkButton to="/editions/$editionId/team" params={params} kind="primary">{t`إلى فريق الدورة`}</LinkButton>
          ) : null}
          {code === 'publication_set' || code === 'results_frozen' ? (
            <LinkButton to="/editions/$editionId/approval" params={params} kind="primary">
              {t`إلى الاعتماد والنشر`}
            </LinkButton>
          ) : null}
          <Button onPress={onClose}>{t`أغلق`}</Button>
        </>
      }
    >
      <Notice tone="warning" title={t`لا تعود الدورة الآن`}>
        {view.obstacle?.message}
      </Notice>
    </Dialog>
  );
}

function Propose({ view, title, onClose }: { view: Reopening; title: string; onClose: () => void }) {
  const { t } = useLingui();
  const names = useNames();
  const [id] = useState(newId);
  const to = view.to as Target;
  const form = useForm({
    initial: { reason_ar: '', reason_en: '' },
    check: (v) => (v.reason_ar.trim() ? {} : { reason_ar: t`اكتب سبب العودة.` }),
    save: (reasons) =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/reopenings/{reopening_id}', {
          params: { path: { edition_id: view.edition_id, reopening_id: id } },
          body: { to, ...reasons },
        }),
      ),
    onSaved: async () => {
      await refreshEdition();
      notify(t`سُجّل اقتراحك، وأُبلغ من يؤكده بالبريد.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {t`اقترح العودة`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={title}>
        <BackConsequences to={to} />
        <Notice title={t`لا تعود الدورة إلا باسمين`}>
          <p>{t`تبقى الدورة في مرحلتها حتى يؤكد اقتراحك شخص آخر. يصل طلب التأكيد إلى:`}</p>
          <p dir="auto">{names(view.asked)}</p>
        </Notice>
        <BilingualField
          label={view.told_in_public ? t`السبب كما يقرؤه العموم` : t`السبب`}
          multiline
          ar={form.values.reason_ar}
          en={form.values.reason_en}
          onChange={(c) => form.set('ar' in c ? { reason_ar: c.ar } : { reason_en: c.en })}
          errorAr={form.errors.reason_ar}
          errorEn={form.errors.reason_en}
          isRequired="ar"
        />
      </ActForm>
    </Dialog>
  );
}

export function ReopenDialog({ view, onClose }: { view: Reopening; onClose: () => void }) {
  const { i18n } = useLingui();
  const words = view.to ? backWords[view.to] : undefined;
  if (!words) return null;
  const title = i18n._(words.act);
  return view.obstacle ? (
    <Obstacle view={view} title={title} onClose={onClose} />
  ) : (
    <Propose view={view} title={title} onClose={onClose} />
  );
}
