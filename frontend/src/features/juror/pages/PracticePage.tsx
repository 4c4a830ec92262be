// A made case of a round beside the very score sheet of the desk; once submitted, the comparison in its place.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type CSSProperties, type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Snapshot } from '../../../offline/evaluation';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Icon } from '../../../shared/ui/Icon';
import { Read } from '../../../shared/ui/States';
import { isMarked, runningTotal } from '../model';
import { SaveStatus } from '../parts/SaveStatus';
import { Split, useSplit } from '../parts/Split';
import { Comparison } from '../practice/Comparison';
import type { Practice } from '../practice/model';
import { PracticeSheet } from '../practice/PracticeSheet';
import { usePractice } from '../practice/usePractice';
import { useSingleKeys } from '../useScoreKeys';
import '../problems';
import '../juror.css';
import '../practice/practice.css';
import '../print.css';

export function PracticePage() {
  const id = useParam('roundId');
  const practice = useGet('/api/v1/juror/rounds/{round_id}/practice', { path: { round_id: id } });
  return (
    <Read of={practice}>
      {(data) =>
        data.status === 'submitted' ? <Done practice={data} /> : <Practising key={data.round_id} practice={data} />
      }
    </Read>
  );
}

function Frame({ practice, shown, children }: { practice: Practice; shown?: Snapshot; children: ReactNode }) {
  const { t } = useLingui();
  const format = useFormat();
  const title = format.pick(practice.title_ar, practice.title_en);
  return (
    <div className="tk-juror-desk">
      <header className="tk-juror-bar">
        <title>{`${title} — ${t`تدريب`}`}</title>
        <Link to="/juror" search={{ round: practice.round_id } as never} className="tk-juror-back">
          <Icon name="arrow-back" />
          <span>{t`قائمتي`}</span>
        </Link>
        <div className="tk-juror-title">
          <h1 tabIndex={-1} data-page-title>
            <span dir="auto">{title}</span>
          </h1>
          <p className="tk-small tk-soft">
            <bdi>{format.pick(practice.round_ar, practice.round_en)}</bdi>
          </p>
        </div>
        <Badge tone="info">{t`تدريب – لا يُحتسب`}</Badge>
        {shown ? <SaveStatus shown={shown} zone={practice.timezone} /> : null}
      </header>
      {children}
    </div>
  );
}

function Case({ practice }: { practice: Practice }) {
  const format = useFormat();
  return (
    <p className="tk-practice-text" dir="auto">
      {format.pick(practice.body_ar, practice.body_en)}
    </p>
  );
}

function Practising({ practice }: { practice: Practice }) {
  const { t } = useLingui();
  const format = useFormat();
  const { saver, shown } = usePractice(practice);
  const [raised, setRaised] = useState(false);
  const [singleKeys] = useSingleKeys();
  const [percent, setPercent] = useSplit();
  const { rubric } = practice;
  return (
    <Frame practice={practice} shown={shown}>
      <div className="tk-juror-columns" style={{ '--sheet': `${percent}%` } as CSSProperties}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section className="tk-juror-left" aria-label={t({ message: 'الحالة', context: 'case' })} tabIndex={0}>
          <div className="tk-juror-entry">
            <h2 className="tk-h2">{t({ message: 'الحالة', context: 'case' })}</h2>
            <Case practice={practice} />
          </div>
        </section>
        <Split percent={percent} onMove={setPercent} />
        <section
          className="tk-juror-sheet"
          aria-label={t({ message: 'نموذج التقييم', context: 'sheet' })}
          data-raised={raised || undefined}
        >
          <div className="tk-juror-handle">
            <SaveStatus shown={shown} zone={practice.timezone} silent />
            <Button
              icon={raised ? 'chevron-down' : 'chevron-up'}
              aria-expanded={raised}
              onPress={() => setRaised(!raised)}
              wide
            >
              {raised ? t`أغلق نموذج التقييم` : t`افتح نموذج التقييم`}
              {isMarked(rubric, shown.content) ? ` (${format.decimal(runningTotal(rubric, shown.content), 2)})` : null}
            </Button>
          </div>
          <PracticeSheet
            practice={practice}
            saver={saver}
            shown={shown}
            singleKeys={singleKeys}
            onReach={() => flushSync(() => setRaised(true))}
          />
        </section>
      </div>
    </Frame>
  );
}

function Done({ practice }: { practice: Practice }) {
  const { t } = useLingui();
  return (
    <Frame practice={practice}>
      <div className="tk-practice-done">
        {practice.compared ? <Comparison practice={practice} compared={practice.compared} /> : null}
        <Card title={t({ message: 'الحالة', context: 'case' })}>
          <Case practice={practice} />
        </Card>
        <div className="tk-row">
          <LinkButton kind="primary" to="/juror" search={{ round: practice.round_id } as never} iconEnd="arrow-forward">
            {t`إلى قائمتي`}
          </LinkButton>
        </div>
      </div>
    </Frame>
  );
}
