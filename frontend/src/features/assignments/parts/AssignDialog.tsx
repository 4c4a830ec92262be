// An entry is given to a juror by hand; a pair that may not be is refused with its reason.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { originWords } from '../../../shared/judging/words';
import { Button } from '../../../shared/ui/Button';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { refreshAssignments } from '../refresh';
import '../problems';

type Entry = components['schemas']['AssignedEntry'];

export function AssignDialog({
  roundId,
  entry,
  jurorId,
  onClose,
}: {
  roundId: string;
  /** chosen already */
  entry?: Entry | null;
  jurorId?: string | null;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const path = { round_id: roundId };
  const [query, setQuery] = useState('');
  const [picked, setPicked] = useState<Entry | null>(entry ?? null);
  const titleOf = (one: Entry): string => `${format.number(one.number)} — ${format.pick(one.title_ar, one.title_en)}`;
  const typed = picked && query === titleOf(picked) ? '' : query;
  const entries = useGet('/api/v1/rounds/{round_id}/assignments', {
    path,
    query: { size: 20, q: typed, sort: 'live' },
  });
  const loads = useGet('/api/v1/rounds/{round_id}/loads', { path, query: { size: 200, sort: 'live' } });
  const form = useForm<{ entry_id: string | null; juror_id: string | null }, unknown>({
    initial: { entry_id: entry?.entry_id ?? null, juror_id: jurorId ?? null },
    check: (v) => ({
      ...(v.entry_id ? {} : { entry_id: t`اختر المشاركة.` }),
      ...(v.juror_id ? {} : { juror_id: t`اختر المحكّم.` }),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/rounds/{round_id}/assignments/{evaluation_id}', {
          params: { path: { ...path, evaluation_id: newId() } },
          body: { entry_id: v.entry_id ?? '', juror_id: v.juror_id ?? '' },
        }),
      ),
    onSaved: async () => {
      await refreshAssignments();
      notify(t`أُسندت المشاركة.`);
      onClose();
    },
  });
  const items = entries.data?.items ?? [];
  const options = [...(picked && !items.some((one) => one.entry_id === picked.entry_id) ? [picked] : []), ...items];
  const has = new Set(picked?.jurors.filter((one) => one.closed_reason === null).map((one) => one.juror_id));
  const people = (loads.data?.items ?? []).filter((one) => one.on_panel && one.state === 'accepted');
  const chosen = people.find((one) => one.juror_id === form.values.juror_id);
  return (
    <Dialog
      title={t`إسناد يدوي`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>{t`أسند المشاركة`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`إسناد يدوي`}>
        <ComboBox
          label={t`المشاركة`}
          help={t`تُعرض أولًا المشاركات الأقل إسنادًا.`}
          options={options.map((one) => ({
            id: one.entry_id,
            label: titleOf(one),
            description: t`أُسند ${format.number(one.live)} من ${format.number(one.wanted)}`,
          }))}
          value={form.values.entry_id}
          onSearch={setQuery}
          onChange={(entry_id) => {
            setPicked(options.find((one) => one.entry_id === entry_id) ?? null);
            form.set({ entry_id });
          }}
          error={form.errors.entry_id}
          isRequired
        />
        <ComboBox
          key={`${people.length} ${picked?.entry_id}`}
          label={t`المحكّم`}
          help={t`أعضاء اللجنة الذين قبلوا الدعوة، الأخف حملًا أولًا.`}
          options={people.map((one) => ({
            id: one.juror_id,
            label: format.name(one),
            description: has.has(one.juror_id)
              ? t`أُسندت إليه هذه المشاركة`
              : `${i18n._(originWords[one.origin][1])} — ${t`المسند: ${format.number(one.live)}`}`,
            isDisabled: has.has(one.juror_id),
          }))}
          value={form.values.juror_id}
          onChange={(juror_id) => form.set({ juror_id })}
          error={form.errors.juror_id}
          isRequired
        />
        {chosen && chosen.accepted !== null && chosen.live >= chosen.accepted ? (
          <Notice tone="warning">
            {t`قَبِل هذا المحكّم تحكيم ${format.number(chosen.accepted)} في كل جولة، والمسند إليه الآن ${format.number(chosen.live)}. استأذنه قبل أن تزيده.`}
          </Notice>
        ) : null}
      </ActForm>
    </Dialog>
  );
}
