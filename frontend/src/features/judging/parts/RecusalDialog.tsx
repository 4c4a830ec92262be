// Staff step back from an entry or from all of an agency; an organiser also says that another has to.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { useGet } from '../../../shared/api/query';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { TextArea } from '../../../shared/ui/TextArea';
import { conflictKinds } from '../words';
import { Found } from './Found';
import { type Recusal, refreshRecusals } from './RecusalActs';

type Kind = keyof typeof conflictKinds;
interface Values {
  user_id: string | null;
  about: 'entry' | 'organisation';
  entry_id: string | null;
  organisation_id: string | null;
  kind: Kind | null;
  reason: string;
}

/** `own`: I step back; otherwise another of the team, whom the organiser names. */
export function RecusalDialog({ editionId, own, onClose }: { editionId: string; own: boolean; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const path = { edition_id: editionId };
  const [id] = useState(newId);
  const [asked, setAsked] = useState('');
  const form = useForm<Values, Recusal>({
    initial: { user_id: null, about: 'organisation', entry_id: null, organisation_id: null, kind: null, reason: '' },
    check: (v) => ({
      ...(own || v.user_id ? {} : { user_id: t`اختر من يخصه التعارض.` }),
      ...(v.about === 'entry' && !v.entry_id ? { entry_id: t`اختر المشاركة.` } : {}),
      ...(v.about === 'organisation' && !v.organisation_id ? { organisation_id: t`اختر الجهة.` } : {}),
      ...(v.kind ? {} : { kind: t`اختر نوع التعارض.` }),
      ...(v.reason.trim() || (own && v.kind !== 'other') ? {} : { reason: t`اكتب ما تعلمه عن هذا التعارض.` }),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/recusals/{recusal_id}', {
          params: { path: { ...path, recusal_id: id } },
          body: {
            user_id: own ? null : v.user_id,
            entry_id: v.about === 'entry' ? v.entry_id : null,
            organisation_id: v.about === 'organisation' ? v.organisation_id : null,
            kind: v.kind ?? 'other',
            reason: v.reason,
          },
        }),
      ),
    onSaved: async () => {
      await refreshRecusals();
      notify(own ? t`سُجّل تنحّيك، فلا يُعرض عليك ما يمسّه.` : t`سُجّل البلاغ، وحُجب ما يمسّه حتى يُبتّ فيه.`);
      onClose();
    },
  });
  const { values, errors } = form;
  const team = useGet('/api/v1/grants', {
    query: { scope_kind: 'edition', scope_id: editionId, staff: true, size: 100, sort: 'name' },
    enabled: !own,
  });
  const entries = useGet('/api/v1/editions/{edition_id}/entries', {
    path,
    query: { size: 20, q: asked, sort: 'number' },
    enabled: values.about === 'entry',
  });
  // The agencies that enter: every officer of the edition may read them, the register not.
  const entrants = useGet('/api/v1/editions/{edition_id}/entrants', {
    path,
    enabled: values.about === 'organisation',
  });
  const people = new Map((team.data?.items ?? []).map((one) => [one.user_id, format.name(one)]));
  return (
    <Dialog
      title={own ? t`التنحّي لتعارض مصالح` : t`الإبلاغ عن تعارض يخص أحد العاملين`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {own ? t`تنحَّ` : t`سجّل البلاغ`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`تعارض مصالح`}>
        <Notice>
          {own
            ? t`يُحجب عنك ما تتنحّى عنه فورًا: لا تراه في القوائم ولا تبتّ في نتائج ما يضمّه. ولا يرفع تنحّيك إلا منظّم غيرك.`
            : t`يُحجب عنه ما يمسّه التعارض فورًا حتى يُبتّ فيه بسبب مكتوب، ويُبلَّغ بذلك.`}
        </Notice>
        {own ? null : (
          <Select
            label={t`من يخصه التعارض`}
            options={[...people].map(([userId, label]) => ({ id: userId, label }))}
            value={values.user_id}
            onChange={(user_id) => form.set({ user_id })}
            error={errors.user_id}
            isRequired
          />
        )}
        <RadioGroup
          label={t`مع من`}
          layout="row"
          value={values.about}
          onChange={(about) => form.set({ about })}
          options={[
            { id: 'organisation', label: t`جهة بمشاركاتها كلها` },
            { id: 'entry', label: t`مشاركة` },
          ]}
        />
        {values.about === 'entry' ? (
          <Found
            key="entry"
            label={t`المشاركة`}
            options={(entries.data?.items ?? [])
              .filter((one) => one.state !== 'draft')
              .map((one) => ({
                id: one.id,
                label: [
                  format.number(one.number ?? 0, { useGrouping: false }),
                  format.pick(one.title_ar, one.title_en),
                ].join(' — '),
              }))}
            value={values.entry_id}
            onChange={(entry_id) => form.set({ entry_id })}
            onSearch={setAsked}
            error={errors.entry_id}
          />
        ) : (
          <ComboBox
            key="organisation"
            label={t`الجهة`}
            options={(entrants.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) }))}
            value={values.organisation_id}
            onChange={(organisation_id) => form.set({ organisation_id })}
            error={errors.organisation_id}
            isRequired
          />
        )}
        <Select
          label={t`نوع التعارض`}
          options={(Object.keys(conflictKinds) as Kind[]).map((kind) => ({
            id: kind,
            label: i18n._(conflictKinds[kind]),
          }))}
          value={values.kind}
          onChange={(kind) => form.set({ kind })}
          error={errors.kind}
          isRequired
        />
        <TextArea
          {...form.field('reason')}
          label={own ? t`السبب` : t`ما تعلمه عنه`}
          rows={3}
          isRequired={!own || values.kind === 'other'}
        />
      </ActForm>
    </Dialog>
  );
}
