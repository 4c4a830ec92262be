// Before a journey: the round's entries and documents onto this device; and a copy of one's own work as a file.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { deviceOf } from '../../../offline/device';
import {
  clearRound,
  NoRoom,
  ordersOf,
  type Prepared,
  type Preparing,
  prepare,
  preparedFor,
} from '../../../offline/documents';
import { rankingOf } from '../../../offline/order';
import { actRows, orderDesk, ownWork, type ReadDesk, withPlaces, workRows } from '../../../offline/ownWork';
import { authorisedFetch } from '../../../shared/api/client';
import { saveFile } from '../../../shared/csv';
import { dayIn } from '../../../shared/i18n/dates';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { saveCsv } from '../../../shared/saveCsv';
import { Button } from '../../../shared/ui/Button';
import { Notice, notifyProblem } from '../../../shared/ui/Notice';
import { ProgressBar } from '../../../shared/ui/Progress';
import { When } from '../../../shared/ui/When';
import type { Ranking } from '../order/model';
import type { Item } from '../queue';

export interface AwayProps {
  round: { round_id: string; timezone: string; window: string; mode: string };
  items: readonly Item[];
}

async function readAt<T>(path: string): Promise<T | null> {
  const answer = await authorisedFetch(new Request(new URL(path, location.origin))).catch(() => null);
  return answer?.ok ? ((await answer.json()) as T) : null;
}

const readDesk = ({ evaluation_id }: Item) => readAt<ReadDesk>(`/api/v1/juror/evaluations/${evaluation_id}`);

export function Away({ round, items }: AwayProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { user_id } = useMe();
  const ranks = round.mode === 'ranking';
  const isOver = round.window === 'over';
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (isOver) void clearRound(user_id, round.round_id);
  }, [isOver, user_id, round.round_id]);
  const collect = async () => {
    if (ranks) {
      const orders = (await readAt<{ items: Ranking[] }>(ordersOf(round.round_id)))?.items ?? [];
      const desks = orders.map((order) => orderDesk(order, format.pick(order.category_ar, order.category_en)));
      const works = ownWork(desks, await deviceOf(user_id).all());
      return works.map((work) => (rankingOf(work.evaluation_id) ? withPlaces(work) : work));
    }
    const desks = (await Promise.all(items.map(readDesk))).filter((desk) => desk !== null);
    return ownWork(desks, await deviceOf(user_id).all());
  };
  const name = `${ranks ? 'orders' : 'evaluations'}-${dayIn(new Date(), round.timezone)}`;
  const save = async (kind: 'csv' | 'json') => {
    setBusy(true);
    try {
      const works = await collect();
      const acts = await deviceOf(user_id).acts.all();
      const words = {
        header: ranks
          ? [t`الرقم`, t`الفئة`, t`أين هو`, t`المشاركة`, t`المرتبة`, t`التعليق`]
          : [t`الرقم`, t`المشاركة`, t`أين هو`, t`المعيار`, t`الدرجة`, t`التعليق`],
        onServer: t`على الخادم`,
        onDevice: t`على هذا الجهاز`,
        comment: t`التعليق`,
        notes: t`الملاحظات الخاصة`,
        na: t`لا ينطبق`,
        acts: { ask: t`سؤال إلى رئيس اللجنة`, step_back: t`تنحٍّ`, complete: t`إقرار باكتمال التقييمات` },
      };
      if (kind === 'json')
        saveFile(`${name}.json`, new Blob([JSON.stringify({ works, acts }, null, 2)], { type: 'application/json' }));
      else saveCsv(`${name}.csv`, [...workRows(works, words), ...actRows(acts, works, words)]);
    } catch (problem) {
      notifyProblem(problem);
    }
    setBusy(false);
  };
  return (
    <section className="tk-stack" aria-label={t`العمل بلا شبكة`}>
      <h2 className="tk-h2">{t`العمل بلا شبكة`}</h2>
      {isOver ? null : <Preparation round={round} items={items} />}
      <div className="tk-row">
        <Button icon="download" isDisabled={busy} onPress={() => void save('csv')}>{t`نزّل نسخة من عملي (CSV)`}</Button>
        <Button icon="download" isDisabled={busy} onPress={() => void save('json')}>
          {t`نزّل نسخة من عملي (JSON)`}
        </Button>
      </div>
    </section>
  );
}

function Preparation({ round, items }: AwayProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { user_id } = useMe();
  const [how, setHow] = useState<Preparing | null>(null);
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [noRoom, setNoRoom] = useState<NoRoom | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => {
    void preparedFor(user_id, round.round_id).then(setPrepared);
    return () => stop.current?.abort();
  }, [user_id, round.round_id]);
  const start = async () => {
    const control = new AbortController();
    stop.current = control;
    setNoRoom(null);
    setHow({ done: 0, of: items.length });
    try {
      setPrepared(await prepare(user_id, round, items, control.signal, setHow));
    } catch (problem) {
      if (problem instanceof NoRoom) setNoRoom(problem);
      else if (!control.signal.aborted) notifyProblem(problem);
    }
    setHow(null);
  };
  if (!('caches' in globalThis)) return null;
  const failed = prepared?.failed.map((one) => {
    if ('order' in one) return one.order ? format.pick(one.order.category_ar, one.order.category_en) : t`ترتيباتي`;
    const { number, file } = one;
    const entry = format.number(number, { useGrouping: false });
    return file ? t`مشاركة ${entry}: ${file}` : t`مشاركة ${entry}`;
  });
  const fresh = items.filter((item) => !prepared?.evaluations.includes(item.evaluation_id)).length;
  const ready = prepared ? format.number(prepared.evaluations.length) : '';
  const files = prepared ? format.number(prepared.documents) : '';
  return (
    <>
      <p className="tk-soft tk-measure">
        {t`انقل مشاركات هذه الجولة ووثائقها إلى هذا الجهاز قبل أن تبتعد عن الشبكة. تُمحى حين تسجّل الخروج أو تنتهي الجولة.`}
      </p>
      {how ? (
        <>
          <ProgressBar label={t`تُنقل المشاركات والوثائق`} value={how.done} max={how.of} />
          <div className="tk-row">
            <Button onPress={() => stop.current?.abort()}>{t`أوقف النقل`}</Button>
          </div>
        </>
      ) : (
        <div className="tk-row">
          <Button icon="offline" onPress={() => void start()} isDisabled={items.length === 0}>
            {t`جهّز للعمل بلا شبكة`}
          </Button>
        </div>
      )}
      {noRoom ? (
        <Notice tone="warning" title={t`لا تتسع ذاكرة هذا الجهاز للوثائق`}>
          {t`تحتاج إلى ${format.bytes(noRoom.needed)}، والمتاح ${format.bytes(noRoom.free)}. المشاركات نفسها نُقلت.`}
        </Notice>
      ) : null}
      {prepared && !how ? (
        <Notice
          tone={prepared.failed.length > 0 || fresh > 0 ? 'warning' : 'success'}
          title={t`على هذا الجهاز المشاركات: ${ready}، والوثائق: ${files}`}
        >
          <p>
            {t`نُقلت في`} <When at={prepared.at} zone={round.timezone} />
          </p>
          {fresh > 0 ? <p>{t`أُسندت إليك بعدها مشاركات ليست على الجهاز: ${format.number(fresh)}`}</p> : null}
          {failed && failed.length > 0 ? (
            <>
              <p>{t`تعذّر نقل ما يأتي. أعد التجهيز حين تتحسن الشبكة.`}</p>
              <ul>
                {failed.map((one) => (
                  <li key={one} dir="auto">
                    {one}
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </Notice>
      ) : null}
    </>
  );
}
