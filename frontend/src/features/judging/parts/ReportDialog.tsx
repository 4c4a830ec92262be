// The organiser reports a juror's conflict with an entry, or with everything of an organisation.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { TextArea } from '../../../shared/ui/TextArea';
import { conflictKinds } from '../words';
import { refreshConflicts } from './ConflictDialogs';
import { Found } from './Found';

type Kind = keyof typeof conflictKinds;
interface Values {
  juror_id: string | null;
  about: 'entry' | 'organisation';
  entry_id: string | null;
  organisation_id: string | null;
  kind: Kind | null;
  reason: string;
}
export function ReportDialog({ editionId, onClose }: { editionId: string; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const path = { edition_id: editionId };
  const [id] = useState(newId);
  const [asked, setAsked] = useState({ juror: '', entry: '', organisation: '' });
  const form = useForm<Values, components['schemas']['StaffConflict']>({
    initial: { juror_id: null, about: 'entry', entry_id: null, organisation_id: null, kind: null, reason: '' },
    check: (v) => ({
      ...(v.juror_id ? {} : { juror_id: t`اختر المحكّم.` }),
      ...(v.about === 'entry' && !v.entry_id ? { entry_id: t`اختر المشاركة.` } : {}),
      ...(v.about === 'organisation' && !v.organisation_id ? { organisation_id: t`اختر الجهة.` } : {}),
      ...(v.kind ? {} : { kind: t`اختر نوع التعارض.` }),
      ...(v.reason.trim() ? {} : { reason: t`اكتب ما تعلمه عن هذا التعارض.` }),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/conflicts/{conflict_id}', {
          params: { path: { ...path, conflict_id: id } },
          body: {
            juror_id: v.juror_id ?? '',
            entry_id: v.about === 'entry' ? v.entry_id : null,
            organisation_id: v.about === 'organisation' ? v.organisation_id : null,
            kind: v.kind ?? 'other',
            reason: v.reason,
          },
        }),
      ),
    onSaved: async () => {
      await refreshConflicts();
      notify(t`سُجّل البلاغ، وعُلّق ما يمسّه حتى يُبتّ فيه.`);
      onClose();
    },
  });
  const { values, errors } = form;
  const jurors = useGet('/api/v1/editions/{edition_id}/jurors', {
    path,
    query: { size: 20, q: asked.juror, sort: 'name' },
  });
  const entries = useGet('/api/v1/editions/{edition_id}/entries', {
    path,
    query: { size: 20, q: asked.entry, sort: 'number' },
    enabled: values.about === 'entry',
  });
  const organisations = useGet('/api/v1/organisations', {
    query: { size: 20, q: asked.organisation, sort: 'name' },
    enabled: values.about === 'organisation',
  });
  return (
    <Dialog
      title={t`الإبلاغ عن تعارض مصالح`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>{t`سجّل البلاغ`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`بلاغ تعارض مصالح`}>
        <Notice>{t`يُعلَّق المحكّم فورًا عن المشاركة، أو عن مشاركات الجهة كلها، حتى تبتّ في البلاغ بسبب مكتوب.`}</Notice>
        <Found
          label={t`المحكّم`}
          options={(jurors.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) }))}
          value={values.juror_id}
          onChange={(juror_id) => form.set({ juror_id })}
          onSearch={(juror) => setAsked((now) => ({ ...now, juror }))}
          error={errors.juror_id}
        />
        <RadioGroup
          label={t`مع من`}
          layout="row"
          value={values.about}
          onChange={(about) => form.set({ about })}
          options={[
            { id: 'entry', label: t`مشاركة` },
            { id: 'organisation', label: t`جهة بمشاركاتها كلها` },
          ]}
        />
        {values.about === 'entry' ? (
          <Found
            key="entry"
            label={t`المشاركة`}
            options={(entries.data?.items ?? []).map((one) => ({
              id: one.id,
              // a draft has no title for staff
              label: [
                format.number(one.number ?? 0, { useGrouping: false }),
                format.pick(one.title_ar, one.title_en) || format.name(one.organisation ?? one.owner),
              ].join(' — '),
            }))}
            value={values.entry_id}
            onChange={(entry_id) => form.set({ entry_id })}
            onSearch={(entry) => setAsked((now) => ({ ...now, entry }))}
            error={errors.entry_id}
          />
        ) : (
          <Found
            key="organisation"
            label={t`الجهة`}
            options={(organisations.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) }))}
            value={values.organisation_id}
            onChange={(organisation_id) => form.set({ organisation_id })}
            onSearch={(organisation) => setAsked((now) => ({ ...now, organisation }))}
            error={errors.organisation_id}
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
        <TextArea {...form.field('reason')} label={t`ما تعلمه عنه`} rows={3} isRequired />
      </ActForm>
    </Dialog>
  );
}
