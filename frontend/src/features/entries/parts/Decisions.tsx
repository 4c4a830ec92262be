// The decisions on one entry: each says what it does, who is told, and asks for its reason.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { MomentField } from '../../../shared/ui/DateField';
import { Dialog } from '../../../shared/ui/Dialog';
import { Icon } from '../../../shared/ui/Icon';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { type Act, inAWeek, useActs } from '../acts';
import { decideOn } from '../decide';
import { ChangesUntil } from './ChangesUntil';
import { MoveEntry } from './MoveEntry';

export type StaffEntry = components['schemas']['StaffEntry'];
interface Values {
  reason: string;
  until: string | null;
}

function send(act: Act, entry: StaffEntry, { reason, until }: Values): Promise<StaffEntry> {
  const params = { path: { entry_id: entry.id }, header: ifMatch(entry.version) };
  switch (act) {
    case 'mark_eligible':
      return must(api.POST('/api/v1/entries/{entry_id}/mark-eligible', { params }));
    case 'mark_ineligible':
      return must(api.POST('/api/v1/entries/{entry_id}/mark-ineligible', { params, body: { reason } }));
    case 'return_entry':
      return must(api.POST('/api/v1/entries/{entry_id}/return', { params, body: { reason, until: until ?? '' } }));
    case 'disqualify_entry':
      return must(api.POST('/api/v1/entries/{entry_id}/disqualify', { params, body: { reason } }));
    case 'reinstate_entry':
      return must(api.POST('/api/v1/entries/{entry_id}/reinstate', { params, body: { reason } }));
  }
}

function DecisionForm({ act, entry, onClose }: { act: Act; entry: StaffEntry; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useActs()[act];
  const number = format.number(entry.number, { useGrouping: false });
  const whom = entry.organisation ? format.name(entry.organisation) : format.name(entry.owner);
  const needsReason = act !== 'mark_eligible';
  const needsUntil = act === 'return_entry';
  const [initial] = useState<Values>({ reason: '', until: needsUntil ? inAWeek(entry.edition.timezone) : null });
  const form = useForm<Values, StaffEntry>({
    initial,
    check: (values) => ({
      ...(needsReason && !values.reason.trim() ? { reason: t`اكتب السبب.` } : {}),
      ...(needsUntil && !values.until ? { until: t`حدّد الموعد الأخير للاستكمال.` } : {}),
    }),
    save: (values) => decideOn(() => send(act, entry, values)),
    onSaved: (saved) => {
      queryClient.setQueryData(keyOf('/api/v1/entries/{entry_id}', { entry_id: entry.id }, null), saved);
      onClose();
      notify(words.done);
      void refreshPaths('/api/v1/editions/{edition_id}/entries', '/api/v1/home/organiser/{edition_id}');
    },
  });
  const subject = words.subject(number);
  return (
    <FormFrame form={form} label={words.title}>
      {form.problem?.code === 'decided_since' ? (
        <p>
          {t`حالها الآن:`} <StateBadge of="entry" state={entry.state} />
        </p>
      ) : null}
      <p>{words.effect}</p>
      {needsReason ? (
        <TextArea
          {...form.field('reason')}
          label={t`السبب`}
          help={t`يقرؤه أهل المشاركة كما كتبته.`}
          rows={4}
          maxLength={2000}
          isRequired
          autoFocus
        />
      ) : null}
      {needsUntil ? (
        <MomentField {...form.field('until')} label={t`آخر موعد للاستكمال`} zone={entry.edition.timezone} isRequired />
      ) : null}
      <p className="tk-entries-mail">
        <Icon name="mail" size={18} />
        <span>
          {entry.organisation ? t`يصل إلى ممثلي «${whom}» بريد عنوانه:` : t`يصل إلى ${whom} بريد عنوانه:`}{' '}
          <q>{subject}</q> {needsUntil ? t`وفيه السبب والموعد بالتقويمين.` : needsReason ? t`وفيه السبب.` : null}
        </span>
      </p>
      <div className="tk-row">
        <Button type="submit" kind={words.danger ? 'danger' : 'primary'} busy={form.saving}>
          {words.verb}
        </Button>
        <Button onPress={onClose}>{t`إلغاء`}</Button>
      </div>
    </FormFrame>
  );
}

export function Decisions({ entry }: { entry: StaffEntry }) {
  const { t } = useLingui();
  const acts = useActs();
  const [open, setOpen] = useState<Act | null>(null);
  const may = (Object.keys(acts) as Act[]).filter((act) => entry.may.includes(act));
  const main = entry.state === 'submitted' ? 'mark_eligible' : null;
  return (
    <>
      <ChangesUntil at={entry.changes_until} zone={entry.edition.timezone} />
      {may.length === 0 && entry.changes_until && !entry.barred ? null : may.length === 0 ? (
        <p className="tk-small tk-soft">
          {entry.barred
            ? t`لك تعارض مصالح مع مشاركة تنافس هذه، فيقرّر فيها شخص غيرك.`
            : t`لا قرار لك على هذه المشاركة في حالتها ومرحلة دورتها الآن.`}
        </p>
      ) : (
        <div className="tk-stack tk-gap-2">
          {may.map((act) => (
            <Button
              key={act}
              wide
              icon={acts[act].icon}
              kind={act === main ? 'primary' : acts[act].danger ? 'danger-quiet' : 'secondary'}
              onPress={() => setOpen(act)}
            >
              {acts[act].verb}
            </Button>
          ))}
          {entry.may.includes('move_entry') ? <MoveEntry entry={entry} /> : null}
        </div>
      )}
      <Dialog title={open ? acts[open].title : ''} isOpen={open !== null} onClose={() => setOpen(null)}>
        {open ? <DecisionForm key={open} act={open} entry={entry} onClose={() => setOpen(null)} /> : null}
      </Dialog>
    </>
  );
}
