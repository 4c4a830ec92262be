// The chair's word on an entry on which the votes are even.
import { useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import type { Voted } from './model';

export function PassDialog({ roundId, row, onClose }: { roundId: string; row: Voted; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const form = useForm<{ word: 'pass' | 'fail' | null; reason: string }>({
    initial: { word: null, reason: '' },
    check: (v) => ({
      ...(v.word ? {} : { word: t`اختر القرار.` }),
      ...(v.reason.trim() ? {} : { reason: t`اكتب السبب.` }),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/rounds/{round_id}/outcomes/{entry_id}', {
          params: { path: { round_id: roundId, entry_id: row.entry.id } },
          body: { passed: v.word === 'pass', reason: v.reason },
        }),
      ),
    onSaved: async () => {
      await refreshPaths('/api/v1/rounds/{round_id}/outcomes');
      notify(t`سُجّل القرار بسببه.`);
      onClose();
    },
  });
  const number = format.number(row.entry.number, { useGrouping: false });
  return (
    <Dialog
      title={t`المشاركة ${number}: ${format.pick(row.entry.title_ar, row.entry.title_en)}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>{t`سجّل القرار`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`قرار رئيس اللجنة`}>
        <p>{t`تساوت الأصوات: ${format.number(row.passes)} من ${format.number(row.votes)} للاجتياز. قرارك يحسمها.`}</p>
        <RadioGroup
          label={t`القرار`}
          value={form.values.word}
          onChange={(word) => form.set({ word })}
          options={[
            { id: 'pass', label: t`تجتاز` },
            { id: 'fail', label: t`لا تجتاز` },
          ]}
          error={form.errors.word}
          isRequired
        />
        <TextArea {...form.field('reason')} label={t`السبب`} help={t`يبقى في سجل التدقيق.`} rows={3} isRequired />
      </ActForm>
    </Dialog>
  );
}
