// What can be said of an entry now: a decision, a proposal, or an answer to a colleague's proposal.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import { decideOn } from '../decide';
import { ChangesUntil } from '../parts/ChangesUntil';
import type { StaffEntry } from '../parts/Decisions';
import { DecisionForm } from './DecisionForm';
import { type Decided, type Decision, type Desk, refreshDesk } from './desk';
import type { DeskKey } from './keys';
import { Unticked } from './Unticked';
import { useDecided } from './words';

export type Open = Extract<DeskKey, Decided | 'confirm' | 'decline'> | null;

export interface DecisionPanelProps {
  entry: StaffEntry;
  desk: Desk;
  open: Open;
  setOpen: (open: Open) => void;
}

function useAnswers(entry: StaffEntry, proposal: Decision | null, onDone: () => void) {
  const { t } = useLingui();
  const params = { path: { entry_id: entry.id }, header: ifMatch(entry.version) };
  const body = { proposal_id: proposal?.id ?? '' };
  const done = (words: string) => async () => {
    onDone();
    notify(words);
    await refreshDesk();
  };
  const failed = (error: unknown) => {
    notifyProblem(error);
    void refreshDesk();
  };
  return {
    confirm: useMutation({
      mutationFn: () =>
        decideOn(() => must(api.POST('/api/v1/entries/{entry_id}/screening/confirm', { params, body }))),
      onSuccess: done(t`ثُبّت القرار، وأُرسلت الرسائل إلى أهل المشاركة.`),
      onError: failed,
    }),
    decline: useMutation({
      mutationFn: (reason: string) =>
        decideOn(() =>
          must(api.POST('/api/v1/entries/{entry_id}/screening/decline', { params, body: { ...body, reason } })),
        ),
      onSuccess: done(t`سُجّلت مخالفتك، وبقيت المشاركة على حالها.`),
      onError: failed,
    }),
    withdraw: useMutation({
      mutationFn: () =>
        decideOn(() => must(api.POST('/api/v1/entries/{entry_id}/screening/withdraw', { params, body }))),
      onSuccess: done(t`سُحب اقتراحك.`),
      onError: failed,
    }),
  };
}

export function ProposalFacts({ decision, entry }: { decision: Decision; entry: StaffEntry }) {
  const { t } = useLingui();
  const format = useFormat();
  const zone = entry.edition.timezone;
  return (
    <div className="tk-stack tk-gap-2">
      {decision.proposed_by ? (
        <p className="tk-small tk-soft">
          <bdi>{format.name(decision.proposed_by)}</bdi> – <When at={decision.proposed_at} zone={zone} show="short" />
        </p>
      ) : null}
      {decision.reason ? (
        <blockquote className="tk-entries-quote" dir="auto">
          {decision.reason}
        </blockquote>
      ) : null}
      {decision.until ? (
        <p className="tk-small">
          {t`آخر موعد للاستكمال`}: <When at={decision.until} zone={zone} show="short" />
        </p>
      ) : null}
    </div>
  );
}

export function DecisionPanel({ entry, desk, open, setOpen }: DecisionPanelProps) {
  const { t } = useLingui();
  const words = useDecided();
  const [reason, setReason] = useState('');
  const { proposal } = desk;
  const answers = useAnswers(entry, proposal, () => {
    setOpen(null);
    setReason('');
  });
  const may = (['eligible', 'returned', 'ineligible'] as const).filter((one) => desk.may.includes(one));
  const key = (name: string) => <kbd className="tk-desk-key">{name}</kbd>;
  const word = open !== null && open !== 'confirm' && open !== 'decline' ? open : null;
  return (
    <div className="tk-stack tk-gap-3">
      {proposal ? (
        <Notice tone="info" title={`${t`مقترح:`} ${words[proposal.decision].word}`}>
          <ProposalFacts decision={proposal} entry={entry} />
        </Notice>
      ) : null}
      {desk.may.includes('confirm') ? (
        <>
          <Button wide kind="primary" icon="check" onPress={() => setOpen('confirm')}>
            {t`ثبّت القرار`} {key('C')}
          </Button>
          <Button wide kind="danger-quiet" icon="close" onPress={() => setOpen('decline')}>
            {t`خالفه بسبب`} {key('D')}
          </Button>
        </>
      ) : null}
      {desk.may.includes('withdraw') ? (
        <>
          <p className="tk-small tk-soft">{t`اقتراحك ينتظر شخصًا ثانيًا.`}</p>
          <Button wide icon="undo" busy={answers.withdraw.isPending} onPress={() => answers.withdraw.mutate()}>
            {t`اسحب اقتراحك`}
          </Button>
        </>
      ) : null}
      {may.map((one, at) => (
        <Button
          key={one}
          wide
          icon={words[one].icon}
          kind={one === 'ineligible' ? 'danger-quiet' : at === 0 && one === 'eligible' ? 'primary' : 'secondary'}
          onPress={() => setOpen(one)}
        >
          {desk.two_persons ? words[one].proposal : words[one].verb} {key(words[one].key)}
        </Button>
      ))}
      <ChangesUntil at={desk.changes_until} zone={entry.edition.timezone} />
      {entry.barred || (may.length === 0 && !proposal && !desk.changes_until) ? (
        <p className="tk-small tk-soft">
          {entry.barred
            ? t`لك تعارض مصالح مع مشاركة تنافس هذه، فيقرّر فيها شخص غيرك.`
            : t`لا قرار لك على هذه المشاركة في حالتها ومرحلة دورتها الآن.`}
        </p>
      ) : null}
      <Dialog
        title={word ? (desk.two_persons ? words[word].proposal : words[word].verb) : ''}
        size={word === 'returned' ? 'wide' : 'normal'}
        isOpen={word !== null}
        onClose={() => setOpen(null)}
      >
        {word ? <DecisionForm key={word} word={word} entry={entry} desk={desk} onClose={() => setOpen(null)} /> : null}
      </Dialog>
      <Dialog
        title={t`تثبيت القرار`}
        isOpen={open === 'confirm' && proposal !== null}
        onClose={() => setOpen(null)}
        footer={
          <>
            <Button kind="primary" busy={answers.confirm.isPending} onPress={() => answers.confirm.mutate()}>
              {t`ثبّت القرار`}
            </Button>
            <Button onPress={() => setOpen(null)}>{t`إلغاء`}</Button>
          </>
        }
      >
        {proposal ? (
          <div className="tk-stack">
            <p className="tk-strong">{words[proposal.decision].word}</p>
            <ProposalFacts decision={proposal} entry={entry} />
            {proposal.decision === 'eligible' ? <Unticked desk={desk} /> : null}
            <p>{t`يُنفَّذ القرار في الحال، ويُراسَل أهل المشاركة.`}</p>
          </div>
        ) : null}
      </Dialog>
      <Dialog
        title={t`مخالفة القرار المقترح`}
        isOpen={open === 'decline' && proposal !== null}
        onClose={() => setOpen(null)}
        footer={
          <>
            <Button
              kind="danger"
              isDisabled={!reason.trim()}
              busy={answers.decline.isPending}
              onPress={() => answers.decline.mutate(reason.trim())}
            >
              {t`خالفه بسبب`}
            </Button>
            <Button onPress={() => setOpen(null)}>{t`إلغاء`}</Button>
          </>
        }
      >
        <TextArea
          label={t`السبب`}
          help={t`يقرؤه صاحب الاقتراح. تبقى المشاركة على حالها، ولا يُراسَل أهلها.`}
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={2000}
          isRequired
          autoFocus
        />
      </Dialog>
    </div>
  );
}
