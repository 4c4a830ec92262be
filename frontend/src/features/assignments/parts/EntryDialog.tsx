// Everyone who judges an entry, or did until something ended it; taking one back with a reason.
import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { originWords } from '../../../shared/judging/words';
import { useNouns } from '../../../shared/nouns';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { refreshAssignments } from '../refresh';
import { closedWords, sources } from '../words';
import { WalledBadge } from './WalledBadge';
import '../problems';

type Entry = components['schemas']['AssignedEntry'];
type Assigned = components['schemas']['AssignedJuror'];

export function UnassignDialog({ one, title, onClose }: { one: Assigned; title: string; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const form = useForm<{ reason: string }, unknown>({
    initial: { reason: '' },
    check: (v) => (v.reason.trim() ? {} : { reason: t`اكتب سبب السحب.` }),
    save: (body) =>
      must(
        api.DELETE('/api/v1/assignments/{evaluation_id}', {
          params: { path: { evaluation_id: one.evaluation_id } },
          body,
        }),
      ),
    onSaved: async () => {
      await refreshAssignments();
      notify(t`سُحب الإسناد.`);
      onClose();
    },
  });
  const name = format.pick(one.juror_ar, one.juror_en);
  return (
    <Dialog
      title={t`سحب الإسناد من ${name}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="danger" busy={form.saving} onPress={form.submit}>{t`اسحب الإسناد`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t({ message: 'سبب السحب', context: 'assignment' })}>
        <p className="tk-soft" dir="auto">
          {title}
        </p>
        <p>{t`تخرج المشاركة من قائمة المحكّم، ويُحفظ ما كتبه ولا يُحتسب. يجوز إسنادها إليه مرة أخرى.`}</p>
        <TextArea {...form.field('reason')} label={t`السبب`} rows={3} isRequired />
      </ActForm>
    </Dialog>
  );
}

export function EntryDialog({
  entry,
  mayAct,
  onAssign,
  onClose,
}: {
  entry: Entry;
  mayAct: boolean;
  onAssign: () => void;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const [taking, setTaking] = useState<Assigned | null>(null);
  const title = `${format.number(entry.number)} — ${format.pick(entry.title_ar, entry.title_en)}`;
  if (taking) return <UnassignDialog one={taking} title={title} onClose={onClose} />;
  return (
    <Dialog
      title={<bdi>{title}</bdi>}
      isOpen
      onClose={onClose}
      footer={
        mayAct ? (
          <>
            <Button kind="primary" icon="plus" onPress={onAssign}>{t`أسند إلى محكّم`}</Button>
            <Button onPress={onClose}>{t`إغلاق`}</Button>
          </>
        ) : undefined
      }
    >
      <p className="tk-soft">
        {t`أُسند ${format.number(entry.live)} من ${format.number(entry.wanted)}`}
        {entry.agency_ar || entry.agency_en ? (
          <>
            {' — '}
            <bdi>{format.pick(entry.agency_ar, entry.agency_en)}</bdi>
          </>
        ) : null}
      </p>
      {entry.jurors.length === 0 ? <p>{t`لم تُسند إلى أحد بعد.`}</p> : null}
      <ul className="tk-assignments-people">
        {entry.jurors.map((one) => (
          <li key={one.evaluation_id}>
            <div className="tk-assignments-who">
              <bdi className="tk-strong">{format.pick(one.juror_ar, one.juror_en)}</bdi>
              <span className="tk-small tk-soft">
                {i18n._(originWords[one.origin][1])}
                {sources[one.source]
                  ? ` — ${i18n._({ ...sources[one.source], values: { ...nouns } } as MessageDescriptor)}`
                  : null}
              </span>
              {one.walled ? (
                <span className="tk-small">
                  <WalledBadge />{' '}
                  {one.status === 'submitted'
                    ? t`لم تعد المشاركة تظهر له. أبلغ عن التعارض ليُبتّ في تقييمه.`
                    : t`لم تعد المشاركة تظهر له. اسحبها منه وأسندها إلى غيره.`}
                </span>
              ) : null}
              {one.closed_note ? <bdi className="tk-small tk-soft">{one.closed_note}</bdi> : null}
            </div>
            {one.closed_reason ? (
              <StateBadge words={closedWords} state={one.closed_reason} />
            ) : (
              <StateBadge of="evaluation" state={one.status} />
            )}
            {mayAct && !one.closed_reason && one.status !== 'submitted' ? (
              <Button kind="danger-quiet" size="small" onPress={() => setTaking(one)}>
                {t`اسحب`}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
