// A decision on one entry, or its proposal: the reason, until when, and of a return which fields alone are opened.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { MomentField } from '../../../shared/ui/DateField';
import { Icon } from '../../../shared/ui/Icon';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { inAWeek, useActs } from '../acts';
import { decideOn } from '../decide';
import type { StaffEntry } from '../parts/Decisions';
import { type Decided, type Desk, refreshDesk } from './desk';
import { type Parts, PartsPicker } from './PartsPicker';
import { Unticked } from './Unticked';
import { useDecided } from './words';

interface Values {
  reason: string;
  until: string | null;
  parts: Parts;
}
const ACTS = { eligible: 'mark_eligible', ineligible: 'mark_ineligible', returned: 'return_entry' } as const;

async function send(word: Decided, entry: StaffEntry, proposes: boolean, values: Values): Promise<unknown> {
  const params = { path: { entry_id: entry.id }, header: ifMatch(entry.version) };
  const { reason } = values;
  const until = word === 'returned' ? values.until : null;
  const chosen = Object.entries(values.parts).map(([part, note]) => ({ part, note: note.trim() }));
  const parts = word === 'returned' && chosen.length > 0 ? chosen : null;
  if (proposes)
    return must(
      api.POST('/api/v1/entries/{entry_id}/screening/proposal', {
        params,
        body: { decision: word, reason, until, parts },
      }),
    );
  if (word === 'eligible') return must(api.POST('/api/v1/entries/{entry_id}/mark-eligible', { params }));
  if (word === 'ineligible')
    return must(api.POST('/api/v1/entries/{entry_id}/mark-ineligible', { params, body: { reason } }));
  return must(api.POST('/api/v1/entries/{entry_id}/return', { params, body: { reason, until: until ?? '', parts } }));
}

export interface DecisionFormProps {
  word: Decided;
  entry: StaffEntry;
  desk: Desk;
  onClose: () => void;
}

export function DecisionForm({ word, entry, desk, onClose }: DecisionFormProps) {
  const { t } = useLingui();
  const format = useFormat();
  const proposes = desk.two_persons;
  const words = useDecided()[word];
  const told = useActs()[ACTS[word]];
  const returns = word === 'returned';
  const [initial] = useState<Values>({
    reason: '',
    until: returns ? inAWeek(entry.edition.timezone) : null,
    parts: {},
  });
  const form = useForm<Values, unknown>({
    initial,
    check: (values) => ({
      ...(word !== 'eligible' && !values.reason.trim() ? { reason: t`اكتب السبب.` } : {}),
      ...(returns && !values.until ? { until: t`حدّد الموعد الأخير للاستكمال.` } : {}),
    }),
    save: (values) => decideOn(() => send(word, entry, proposes, { ...values, reason: values.reason.trim() })),
    onSaved: () => {
      onClose();
      notify(proposes ? t`سُجّل اقتراحك، وينتظر شخصًا ثانيًا.` : told.done);
      void refreshDesk();
    },
  });
  const number = format.number(entry.number, { useGrouping: false });
  const whom = entry.organisation ? format.name(entry.organisation) : format.name(entry.owner);
  const subject = told.subject(number);
  return (
    <FormFrame form={form} label={proposes ? words.proposal : told.title}>
      {form.problem?.code === 'decided_since' ? (
        <p>
          {t`حالها الآن:`} <StateBadge of="entry" state={entry.state} />
        </p>
      ) : null}
      {word === 'eligible' ? <Unticked desk={desk} /> : null}
      <p>
        {returns ? t`لا يعدّل أهلها إلا ما تختاره هنا، حتى الموعد الذي تحدده، ثم يقدّمونها من جديد بإيصال.` : told.effect}
      </p>
      {word === 'eligible' ? null : (
        <TextArea
          {...form.field('reason')}
          label={t`السبب`}
          help={t`يقرؤه أهل المشاركة كما كتبته.`}
          rows={3}
          maxLength={2000}
          isRequired
          autoFocus
        />
      )}
      {returns ? (
        <>
          <MomentField
            {...form.field('until')}
            label={t`آخر موعد للاستكمال`}
            zone={entry.edition.timezone}
            isRequired
          />
          <PartsPicker
            entry={entry}
            frozen={desk.frozen}
            beside={desk.beside}
            value={form.values.parts}
            onChange={(parts) => form.set({ parts })}
          />
        </>
      ) : null}
      {proposes ? (
        <p className="tk-small tk-soft">{t`لا يتغير شيء ولا يُراسَل أحد حتى يثبّت شخص ثانٍ ما اقترحت.`}</p>
      ) : (
        <p className="tk-entries-mail">
          <Icon name="mail" size={18} />
          <span>
            {entry.organisation ? t`يصل إلى ممثلي «${whom}» بريد عنوانه:` : t`يصل إلى ${whom} بريد عنوانه:`}{' '}
            <q>{subject}</q>
          </span>
        </p>
      )}
      <div className="tk-row">
        <Button
          type="submit"
          kind={word === 'ineligible' && !proposes ? 'danger' : 'primary'}
          busy={form.saving}
          {...(word === 'eligible' ? { autoFocus: true } : {})}
        >
          {proposes ? words.proposal : words.verb}
        </Button>
        <Button onPress={onClose}>{t`إلغاء`}</Button>
      </div>
    </FormFrame>
  );
}
