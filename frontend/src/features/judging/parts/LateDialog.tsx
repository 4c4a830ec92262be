// One act on late evaluations, of one or of many: a proposal, or another person's answer to it.
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { Problem } from '../../../shared/api/problem';
import { problemText } from '../../../shared/api/problems';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ScrollFrame } from '../../../shared/charts/ScrollFrame';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { lateWords } from '../words';
import { LateDecision } from './LateDecision';
import '../problems';

type Late = components['schemas']['LateEvaluation'];
type Done = components['schemas']['LateDone'];
export type LateAct = components['schemas']['LateAct'];
interface Values {
  word: 'admit' | 'refuse' | null;
  reason: string;
}
export interface LateDialogProps {
  roundId: string;
  act: LateAct;
  ids: readonly string[];
  onDone: () => void;
  onClose: () => void;
}

const refreshLate = () =>
  refreshPaths(
    '/api/v1/rounds/{round_id}/late',
    '/api/v1/rounds/{round_id}/progress',
    '/api/v1/rounds/{round_id}/progress/jurors',
    '/api/v1/home/organiser/{edition_id}',
  );

function send(roundId: string, act: LateAct, rows: readonly Late[], { word, reason }: Values): Promise<Done> {
  const params = { path: { round_id: roundId } };
  const decision_ids = rows.flatMap((row) => row.decision_id ?? []);
  if (act === 'propose')
    return must(
      api.POST('/api/v1/rounds/{round_id}/late/propose', {
        params,
        body: { evaluation_ids: rows.map((row) => row.evaluation_id), word: word ?? 'refuse', reason },
      }),
    );
  if (act === 'decline')
    return must(api.POST('/api/v1/rounds/{round_id}/late/decline', { params, body: { decision_ids, reason } }));
  if (act === 'confirm')
    return must(api.POST('/api/v1/rounds/{round_id}/late/confirm', { params, body: { decision_ids } }));
  return must(api.POST('/api/v1/rounds/{round_id}/late/withdraw', { params, body: { decision_ids } }));
}

function useTitles(): Record<LateAct, string> {
  const { t } = useLingui();
  return {
    propose: t`اقتراح قرار في تقييمات متأخرة`,
    confirm: t`تثبيت الاقتراح`,
    decline: t`مخالفة الاقتراح`,
    withdraw: t`سحب الاقتراح`,
  };
}

function Body({ rows, chosen, roundId, act, onDone, onClose }: LateDialogProps & { rows: Late[]; chosen: number }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const titles = useTitles();
  const [left, setLeft] = useState<Done['left']>([]);
  const writes = act === 'propose' || act === 'decline';
  const labels: Record<LateAct, string> = {
    propose: t`اقترح`,
    confirm: t`ثبّت الاقتراح`,
    decline: t`خالف الاقتراح`,
    withdraw: t`اسحب الاقتراح`,
  };
  const done: Record<LateAct, string> = {
    propose: t`سُجّل الاقتراح، ويُراسَل من يثبّته.`,
    confirm: t`ثُبّت القرار، ويُراسَل المحكّمون به.`,
    decline: t`سُجّلت المخالفة بسببها، وما زال التقييم ينتظر قرارًا.`,
    withdraw: t`سُحب الاقتراح.`,
  };
  const form = useForm<Values, Done>({
    initial: { word: null, reason: '' },
    check: (v) => ({
      ...(act === 'propose' && !v.word ? { word: t`اختر القرار.` } : {}),
      ...(writes && !v.reason.trim() ? { reason: t`اكتب السبب.` } : {}),
    }),
    save: (values) => send(roundId, act, rows, values),
    onSaved: async (answer) => {
      await refreshLate();
      onDone();
      if (answer.changed > 0) notify(done[act]);
      if (answer.left.length > 0) setLeft(answer.left);
      else onClose();
    },
  });
  const over = left.length > 0 || rows.length === 0;
  return (
    <Dialog
      title={titles[act]}
      isOpen
      onClose={onClose}
      footer={
        <>
          {over ? null : (
            <Button kind="primary" busy={form.saving} onPress={form.submit}>
              {labels[act]}
            </Button>
          )}
          <Button onPress={onClose}>{over ? t`أغلق` : t`إلغاء`}</Button>
        </>
      }
    >
      {left.length > 0 ? (
        <Notice tone="warning" title={t`بقي ما لم يتغير`}>
          <ul className="tk-judging-points">
            {left.map((one) => (
              <li key={one.evaluation_id}>
                <bdi>{format.number(one.number, { useGrouping: false })}</bdi>:{' '}
                {problemText(new Problem(409, one.why.code, one.why.facts))}
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        <ActForm form={form} label={titles[act]}>
          {rows.length < chosen ? (
            <Notice tone="warning">
              <Plural
                value={chosen - rows.length}
                zero="يشمل هذا كل ما اخترته."
                one="واحد مما اخترته لا يصح عليه هذا، فيبقى على حاله."
                two="اثنان مما اخترته لا يصح عليهما هذا، فيبقيان على حالهما."
                few="# مما اخترته لا يصح عليها هذا، فتبقى على حالها."
                many="# مما اخترته لا يصح عليها هذا، فتبقى على حالها."
                other="# مما اخترته لا يصح عليها هذا، فتبقى على حالها."
              />
            </Notice>
          ) : null}
          <ScrollFrame className="tk-judging-missing" label={t`التقييمات`}>
            <ul className="tk-plain-list">
              {rows.map((row) => (
                <li key={row.evaluation_id}>
                  <code>{format.number(row.number, { useGrouping: false })}</code>{' '}
                  <bdi>{format.pick(row.juror_ar, row.juror_en)}</bdi>
                  {act === 'propose' ? null : <LateDecision row={row} />}
                </li>
              ))}
            </ul>
          </ScrollFrame>
          {act === 'propose' ? (
            <RadioGroup
              label={t`القرار`}
              value={form.values.word}
              onChange={(word) => form.set({ word })}
              options={[
                {
                  id: 'admit',
                  label: i18n._(lateWords.admit),
                  description: t`تصير النسخة التي أُرسلت متأخرة هي ما يُحتسب للمحكّم.`,
                },
                {
                  id: 'refuse',
                  label: i18n._(lateWords.refuse),
                  description: t`تبقى في السجل، ويُحتسب ما أرسله في الوقت إن وُجد.`,
                },
              ]}
              error={form.errors.word}
              isRequired
            />
          ) : null}
          {writes ? (
            <TextArea
              {...form.field('reason')}
              label={t`السبب`}
              help={act === 'propose' ? t`يقرؤه المحكّم بعد التثبيت، ويبقى في سجل التدقيق.` : t`يقرؤه من اقترح.`}
              rows={3}
              isRequired
            />
          ) : null}
          {act === 'confirm' ? (
            <p className="tk-soft">{t`لا يُرجع فيه بعد التثبيت، ويصل إلى كل محكّم بريد بما تقرّر في عمله وسببه.`}</p>
          ) : null}
        </ActForm>
      )}
    </Dialog>
  );
}

export function LateDialog(props: LateDialogProps) {
  const titles = useTitles();
  const late = useGet('/api/v1/rounds/{round_id}/late', {
    path: { round_id: props.roundId },
    query: { state: 'waiting', size: 200 },
  });
  // What was chosen stays as it was read, whatever the act then changes.
  const [rows, setRows] = useState<Late[] | null>(null);
  if (rows === null && late.data)
    setRows(late.data.items.filter((row) => props.ids.includes(row.evaluation_id) && row.may.includes(props.act)));
  if (rows) return <Body {...props} rows={rows} chosen={props.ids.length} />;
  return (
    <Dialog title={titles[props.act]} isOpen onClose={props.onClose}>
      <Read of={late}>{() => null}</Read>
    </Dialog>
  );
}
