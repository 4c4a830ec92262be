// The juror's desk: the entry beside the score sheet; on a narrow screen the sheet rises from below.
import { useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { type CSSProperties, lazy, Suspense, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { isSteppedBack } from '../../../offline/acts';
import { perform } from '../../../offline/actsOf';
import type { Pin } from '../../../offline/evaluation';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { useParam } from '../../../shared/router/page';
import { Button, IconButton } from '../../../shared/ui/Button';
import { Icon } from '../../../shared/ui/Icon';
import { RowMenu } from '../../../shared/ui/Menu';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { type Citation, DeskActsContext } from '../deskActs';
import { type Desk, isMarked, isOrdered, isVote, leavesOf, runningTotal } from '../model';
import type { AskProps } from '../parts/Ask';
import { EntryView } from '../parts/EntryView';
import { SaveStatus } from '../parts/SaveStatus';
import { ScoreSheet } from '../parts/ScoreSheet';
import { Split, useSplit } from '../parts/Split';
import { Step, useWalk, Whereabouts } from '../parts/Walk';
import { showPin, usePinNames } from '../pins';
import { useActs } from '../useOutbox';
import { useReading } from '../useReading';
import { usePlace, useSaver } from '../useSaver';
import { isDialogOpen, isTyping, useSingleKeys } from '../useScoreKeys';
import '../problems';
import '../juror.css';
import '../print.css';

// What few visits need comes when it is needed.
const Diverged = lazy(async () => ({ default: (await import('../parts/Diverged')).Diverged }));
const ConflictDialog = lazy(async () => ({ default: (await import('../parts/Leave')).ConflictDialog }));
const GiveBackDialog = lazy(async () => ({ default: (await import('../parts/Leave')).GiveBackDialog }));
const Ask = lazy(async () => ({ default: (await import('../parts/Ask')).Ask }));
const Ordered = lazy(async () => ({ default: (await import('../order/Ordered')).Ordered }));
const Cite = lazy(async () => ({ default: (await import('../parts/Cite')).Cite }));
const SteppedBack = lazy(async () => ({ default: (await import('../parts/OwnActs')).SteppedBack }));
const DocumentPane = lazy(async () => ({ default: (await import('../parts/DocumentPane')).DocumentPane }));
const Keys = lazy(async () => ({ default: (await import('../parts/Keys')).Keys }));

export function DeskPage() {
  const id = useParam('evaluationId');
  usePlace(id);
  const desk = useGet('/api/v1/juror/evaluations/{evaluation_id}', { path: { evaluation_id: id } });
  const acts = useActs();
  const [stepping, setStepping] = useState(false);
  if (isSteppedBack(acts, id) && !stepping)
    return (
      <Suspense>
        <SteppedBack id={id} />
      </Suspense>
    );
  return <Read of={desk}>{(data) => <DeskView key={id} desk={data} stepping={stepping} onStep={setStepping} />}</Read>;
}

interface DeskViewProps {
  desk: Desk;
  /** the juror is stepping back from it */
  stepping: boolean;
  onStep: (stepping: boolean) => void;
}

function DeskView({ desk, stepping, onStep }: DeskViewProps) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const me = useMe();
  const { saver, shown } = useSaver(desk);
  const [open, setOpen] = useState<'give_back' | 'keys' | null>(null);
  const [raised, setRaised] = useState(false);
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const [citation, setCitation] = useState<Citation | null>(null);
  const [asking, setAsking] = useState<AskProps['file'] | 'question'>(null);
  const [percent, setPercent] = useSplit();
  const walk = useWalk(desk);
  const reading = useReading(desk);
  const accepting = desk.window === 'open' || desk.window === 'grace';
  const acts = {
    cite: accepting && (shown.status !== 'submitted' || shown.reopened) ? setCitation : null,
    open: reading.open,
    report: setAsking,
    show: (pin: Pin) => {
      flushSync(() => setRaised(false)); // where the sheet covers the entry
      if (reading.openPin(pin)) return;
      flushSync(reading.close);
      showPin(pin);
    },
    nameOf: usePinNames(desk),
  };
  const number = format.number(desk.number, { useGrouping: false });

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!singleKeys || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target as HTMLElement) || isDialogOpen()) return;
      const go = (to: string | null) =>
        to &&
        void navigate({ to: '/juror/evaluations/$evaluationId', params: { evaluationId: to }, search: walk.view });
      if (event.code === 'KeyN') go(walk.next);
      else if (event.code === 'KeyP') go(walk.previous);
      else if (event.key === '?' || event.key === '؟') setOpen('keys');
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [walk.next, walk.previous, walk.view, navigate, singleKeys]);

  const putOff = async (later: boolean) => {
    try {
      await perform(me.user_id, { kind: 'later', evaluation_id: desk.evaluation_id, later });
      notify(later ? t`أُجّلت. تجدها في قائمتك تحت «أجّلته».` : t`عادت إلى ما لم يُرسل بعد.`);
    } catch (problem) {
      notifyProblem(problem);
    }
  };
  const left = () => void navigate({ to: '/juror', search: walk.view });
  return (
    <DeskActsContext value={acts}>
      <div className="tk-juror-desk">
        <header className="tk-juror-bar">
          <title>{`${desk.title} — ${t`تحكيم`}`}</title>
          <Link to="/juror" search={walk.view} className="tk-juror-back">
            <Icon name="arrow-back" />
            <span>{t`قائمتي`}</span>
          </Link>
          <div className="tk-juror-title">
            <h1 tabIndex={-1} data-page-title>
              <bdi>{number}</bdi> <bdi dir="auto">{desk.title}</bdi>
            </h1>
            <Whereabouts walk={walk} />
          </div>
          <SaveStatus shown={shown} zone={desk.timezone} />
          <nav className="tk-row tk-gap-2" aria-label={t`التنقّل بين المشاركات`}>
            <Step to={walk.previous} view={walk.view} icon="arrow-back">{t`السابق`}</Step>
            <Step to={walk.next} view={walk.view} iconEnd="arrow-forward">{t`التالي`}</Step>
            <IconButton icon="keyboard" label={t`اختصارات لوحة المفاتيح`} onPress={() => setOpen('keys')} />
            <RowMenu
              of={desk.title}
              items={[
                ...(walk.later === null || (shown.status === 'submitted' && !shown.reopened)
                  ? []
                  : [
                      {
                        id: 'later',
                        label: walk.later ? t`أعدها إلى ما لم يُرسل` : t`أجّلها إلى وقت لاحق`,
                        icon: 'clock' as const,
                        onAction: () => void putOff(!walk.later),
                      },
                    ]),
                { id: 'ask', label: t`اسأل رئيس اللجنة`, icon: 'comment', onAction: () => setAsking('question') },
                { id: 'conflict', label: t`لديّ تعارض مصالح`, icon: 'shield', onAction: () => onStep(true) },
                {
                  id: 'give_back',
                  label: t`أعد المشاركة إلى المنظّم`,
                  icon: 'undo',
                  onAction: () => setOpen('give_back'),
                },
                {
                  id: 'print',
                  label: t`اطبع المشاركة وتقييمها`,
                  icon: 'print',
                  separated: true,
                  onAction: () => window.print(),
                },
              ]}
            />
          </nav>
        </header>
        <div className="tk-juror-columns" style={{ '--sheet': `${percent}%` } as CSSProperties}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <section className="tk-juror-left" aria-label={t`المشاركة`} tabIndex={0} {...reading.marks}>
            {reading.file ? (
              <Suspense>
                <DocumentPane key={reading.file.id} {...reading.pane} file={reading.file} />
              </Suspense>
            ) : null}
            <div hidden={reading.file !== null}>
              <EntryView desk={desk} full={reading.full} onStep={() => onStep(true)} />
            </div>
          </section>
          <Split percent={percent} onMove={setPercent} />
          <section
            className="tk-juror-sheet"
            aria-label={t({ message: 'نموذج التقييم', context: 'sheet' })}
            data-raised={raised || undefined}
          >
            <div className="tk-juror-handle">
              <SaveStatus shown={shown} zone={desk.timezone} silent />
              <Button
                icon={raised ? 'chevron-down' : 'chevron-up'}
                aria-expanded={raised}
                onPress={() => setRaised(!raised)}
                wide
              >
                {raised ? t`أغلق نموذج التقييم` : t`افتح نموذج التقييم`}
                {isMarked(desk.rubric, shown.content) && !desk.rubric.some(isVote) && !isOrdered(desk)
                  ? ` (${format.decimal(runningTotal(leavesOf(desk, shown.content), shown.content), 2)})`
                  : null}
              </Button>
            </div>
            {isOrdered(desk) ? (
              <Suspense>
                <Ordered desk={desk} />
              </Suspense>
            ) : (
              <ScoreSheet
                desk={desk}
                saver={saver}
                shown={shown}
                singleKeys={singleKeys}
                onReach={() => flushSync(() => setRaised(true))}
              />
            )}
          </section>
        </div>
        <Suspense>
          {shown.state === 'conflict' ? <Diverged desk={desk} saver={saver} shown={shown} /> : null}
          {stepping ? <ConflictDialog desk={desk} isOpen onClose={() => onStep(false)} onLeft={left} /> : null}
          {open === 'give_back' ? (
            <GiveBackDialog desk={desk} isOpen onClose={() => setOpen(null)} onLeft={left} />
          ) : null}
          {citation ? (
            <Cite
              desk={desk}
              citation={citation}
              content={shown.content}
              onChange={(content) => saver.change(content)}
              onClose={() => setCitation(null)}
            />
          ) : null}
          {asking ? (
            <Ask
              evaluationId={desk.evaluation_id}
              file={asking === 'question' ? null : asking}
              onClose={() => setAsking(null)}
            />
          ) : null}
          {open === 'keys' ? <Keys onClose={() => setOpen(null)} isOn={singleKeys} onSwitch={setSingleKeys} /> : null}
        </Suspense>
      </div>
    </DeskActsContext>
  );
}
