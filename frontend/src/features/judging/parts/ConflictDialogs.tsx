// Deciding a reported conflict, and lifting a recusal: each with its reason.
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
import { Notice, notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { conflictKinds, conflictSources } from '../words';
import '../problems';

export type StaffConflict = components['schemas']['StaffConflict'];

export const refreshConflicts = () =>
  refreshPaths(
    '/api/v1/editions/{edition_id}/conflicts',
    '/api/v1/rounds/{round_id}/assignments',
    '/api/v1/rounds/{round_id}/loads',
    '/api/v1/rounds/{round_id}/progress',
    '/api/v1/rounds/{round_id}/progress/jurors',
    '/api/v1/home/organiser/{edition_id}',
  );

export function useObject() {
  const format = useFormat();
  return (one: StaffConflict): string =>
    one.entry_id
      ? [format.number(one.entry_number ?? 0), format.pick(one.title_ar, one.title_en)].filter(Boolean).join(' — ')
      : format.pick(one.organisation_ar, one.organisation_en);
}

function Facts({ conflict }: { conflict: StaffConflict }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const objectOf = useObject();
  return (
    <DescriptionList
      items={[
        { label: t`المحكّم`, value: format.pick(conflict.juror_ar, conflict.juror_en) },
        { label: conflict.entry_id ? t`المشاركة` : t`الجهة`, value: objectOf(conflict) },
        { label: t`النوع`, value: i18n._(conflictKinds[conflict.kind]) },
        { label: t`المصدر`, value: i18n._(conflictSources[conflict.source]) },
        ...(conflict.reason ? [{ label: t`السبب`, value: conflict.reason }] : []),
      ]}
    />
  );
}

interface Props {
  conflict: StaffConflict;
  onClose: () => void;
}

export function DecideDialog({ conflict, onClose }: Props) {
  const { t } = useLingui();
  const form = useForm<{ state: 'recused' | 'dismissed' | null; reason: string }, StaffConflict>({
    initial: { state: null, reason: '' },
    check: (v) => ({
      ...(v.state ? {} : { state: t`اختر القرار.` }),
      ...(v.reason.trim() ? {} : { reason: t`اكتب سبب القرار.` }),
    }),
    save: (v) =>
      must(
        api.POST('/api/v1/conflicts/{conflict_id}/decide', {
          params: { path: { conflict_id: conflict.id } },
          body: { state: v.state ?? 'recused', reason: v.reason },
        }),
      ),
    onSaved: async () => {
      await refreshConflicts();
      notify(t`سُجّل القرار بسببه.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`البتّ في تعارض مصالح`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>{t`سجّل القرار`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`القرار`}>
        <Facts conflict={conflict} />
        <RadioGroup
          label={t`القرار`}
          value={form.values.state}
          onChange={(state) => form.set({ state })}
          options={[
            { id: 'recused', label: t`تنحية`, description: t`ينتهي ما أُسند، ولا يُسند ثانية ما بقيت التنحية.` },
            { id: 'dismissed', label: t`ردّ البلاغ`, description: t`يعود ما عُلّق إلى قائمة المحكّم كما كان.` },
          ]}
          error={form.errors.state}
          isRequired
        />
        <TextArea {...form.field('reason')} label={t`سبب القرار`} rows={3} isRequired />
      </ActForm>
    </Dialog>
  );
}

export function LiftDialog({ conflict, onClose }: Props) {
  const { t } = useLingui();
  const form = useForm<{ reason: string }, StaffConflict>({
    initial: { reason: '' },
    check: (v) => (v.reason.trim() ? {} : { reason: t`اكتب سبب رفع التنحّي.` }),
    save: (body) =>
      must(api.POST('/api/v1/conflicts/{conflict_id}/lift', { params: { path: { conflict_id: conflict.id } }, body })),
    onSaved: async () => {
      await refreshConflicts();
      notify(t`رُفع التنحّي.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`رفع التنحّي`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="danger" busy={form.saving} onPress={form.submit}>{t`ارفع التنحّي`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`رفع التنحّي`}>
        <Facts conflict={conflict} />
        <Notice tone="warning">{t`يجوز بعد رفعه أن تُسند المشاركة إلى هذا المحكّم. يُقيَّد القرار وسببه في سجل التدقيق.`}</Notice>
        <TextArea {...form.field('reason')} label={t`السبب`} rows={3} isRequired />
      </ActForm>
    </Dialog>
  );
}
