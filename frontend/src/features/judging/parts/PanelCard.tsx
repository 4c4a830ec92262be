// One panel: what it judges, its members and chair, its rules, and what is wrong with it.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { jurorStates, originWords } from '../../../shared/judging/words';
import { useNouns } from '../../../shared/nouns';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice } from '../../../shared/ui/Notice';
import type { Juror } from '../model/juror';
import { compositionOf, lacksOf, type Panel, rulesOf } from '../model/panel';
import { CompositionRead, Lacks } from './PanelComposition';
import { Warnings } from './PanelWarnings';

export function PanelCard({
  panel,
  judged,
  isAlone,
  jurors,
  perEntry,
  editionId,
  actions,
}: {
  panel: Panel;
  /** by name; nothing where other panels name it all */
  judged: string;
  isAlone: boolean;
  jurors: readonly Juror[] | null;
  perEntry: number;
  editionId: string;
  actions: ReactNode;
}) {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const ids = panel.members.map((member) => member.juror_id);
  const members = [...panel.members].sort((a, b) =>
    format.name(a).localeCompare(format.name(b), format.reader.language, { numeric: true }),
  );
  const chair = panel.members.find((member) => member.juror_id === panel.chair_id);
  const whole = panel.category_ids.length === 0;
  return (
    <Card title={<bdi>{format.name(panel)}</bdi>} actions={actions}>
      {jurors ? (
        <Warnings composition={compositionOf(ids, jurors, perEntry)} perEntry={perEntry} editionId={editionId} />
      ) : null}
      {judged === '' ? (
        <Notice tone="warning">{t`لم يبق لهذه اللجنة ما تحكّمه: سمّت اللجان الأخرى كل شيء.`}</Notice>
      ) : null}
      <DescriptionList
        items={[
          {
            label: t`ما تحكّمه`,
            value:
              whole && isAlone ? t`تحكّم ${nouns.all} كلها.` : whole && judged ? t`كل ما بقي: ${judged}` : judged || '—',
          },
          { label: t`رئيس اللجنة`, value: chair ? format.name(chair) : t`لم يُختر` },
        ]}
      />
      <CompositionRead rules={rulesOf(panel)} />
      {jurors ? <Lacks lacks={lacksOf(rulesOf(panel), ids, jurors, perEntry)} /> : null}
      <ul className="tk-judging-roster">
        {members.map((member) => (
          <li key={member.juror_id}>
            <bdi className="tk-strong">{format.name(member)}</bdi>
            {member.juror_id === panel.chair_id ? <Badge tone="gold">{t`رئاسة اللجنة`}</Badge> : null}
            <Badge tone={originWords[member.origin][0]}>{i18n._(originWords[member.origin][1])}</Badge>
            {member.state === 'accepted' ? null : <StateBadge words={jurorStates} state={member.state} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
