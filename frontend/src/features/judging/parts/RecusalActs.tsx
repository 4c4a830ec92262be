// Deciding what was reported of one of the team, and taking a recusal back: each with its reason.
import { useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { DescriptionList } from '../../../shared/ui/Layout';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { conflictKinds } from '../words';

export type Recusal = components['schemas']['StaffRecusalOut'];

export const refreshRecusals = () =>
  refreshPaths(
    '/api/v1/editions/{edition_id}/recusals',
    '/api/v1/editions/{edition_id}/entries',
    '/api/v1/home/organiser/{edition_id}',
  );

/** What it is about; whoever stepped back reads no more than the number. */
export function useRecusalObject() {
  const { t } = useLingui();
  const format = useFormat();
  return (one: Recusal): string => {
    if (one.organisation_id) return format.pick(one.organisation_ar, one.organisation_en);
    const number = format.number(one.entry_number ?? 0, { useGrouping: false });
    const title = format.pick(one.title_ar, one.title_en);
    return title ? `${number} — ${title}` : t`المشاركة رقم ${number}`;
  };
}

/** `decide`: a reported one; `lift`: one that stands. */
export function RecusalActDialog({ act, of, onClose }: { act: 'decide' | 'lift'; of: Recusal; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const objectOf = useRecusalObject();
  const params = { path: { recusal_id: of.id } };
  const form = useForm<{ state: 'recused' | 'dismissed' | null; reason: string }, Recusal>({
    initial: { state: act === 'lift' ? 'dismissed' : null, reason: '' },
    check: (v) => ({
      ...(v.state ? {} : { state: t`اختر القرار.` }),
      ...(v.reason.trim() ? {} : { reason: t`اكتب سبب القرار.` }),
    }),
    save: ({ state, reason }) =>
      act === 'lift'
        ? must(api.POST('/api/v1/recusals/{recusal_id}/lift', { params, body: { reason } }))
        : must(
            api.POST('/api/v1/recusals/{recusal_id}/decide', { params, body: { state: state ?? 'recused', reason } }),
          ),
    onSaved: async () => {
      await refreshRecusals();
      notify(act === 'lift' ? t`رُفع التنحّي.` : t`سُجّل القرار بسببه.`);
      onClose();
    },
  });
  const title = act === 'lift' ? t`رفع التنحّي` : t`البتّ في تعارض مصالح`;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind={act === 'lift' ? 'danger' : 'primary'} busy={form.saving} onPress={form.submit}>
            {act === 'lift' ? t`ارفع التنحّي` : t`سجّل القرار`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={title}>
        <DescriptionList
          items={[
            { label: t`الاسم`, value: format.name(of) },
            { label: of.organisation_id ? t`الجهة` : t`المشاركة`, value: objectOf(of) },
            { label: t`النوع`, value: i18n._(conflictKinds[of.kind]) },
            ...(of.reason ? [{ label: t`السبب`, value: of.reason }] : []),
          ]}
        />
        {act === 'decide' ? (
          <RadioGroup
            label={t`القرار`}
            value={form.values.state}
            onChange={(state) => form.set({ state })}
            options={[
              { id: 'recused', label: t`تنحية`, description: t`يبقى محجوبًا عنه ما يمسّه التعارض.` },
              { id: 'dismissed', label: t`ردّ البلاغ`, description: t`يعود إليه ما حُجب عنه.` },
            ]}
            error={form.errors.state}
            isRequired
          />
        ) : null}
        <TextArea {...form.field('reason')} label={t`سبب القرار`} rows={3} isRequired />
      </ActForm>
    </Dialog>
  );
}
