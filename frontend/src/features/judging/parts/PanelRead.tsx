// A panel for those who may only read it.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { jurorStates, originWords } from '../../../shared/judging/words';
import { useNouns } from '../../../shared/nouns';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { type Panel, rulesOf } from '../model/panel';
import { CompositionRead } from './PanelComposition';

export function PanelRead({
  panel,
  categories,
}: {
  panel: Panel;
  categories: readonly components['schemas']['StaffCategory'][];
}) {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const judged = categories.filter((one) => panel.category_ids.includes(one.id));
  return (
    <Card title={<bdi>{format.name(panel)}</bdi>}>
      <p className="tk-soft">
        {judged.length > 0
          ? judged.map((one) => format.name(one)).join(format.reader.language === 'ar' ? '، ' : ', ')
          : t`تحكّم ${nouns.all} كلها.`}
      </p>
      <CompositionRead rules={rulesOf(panel)} />
      <ul className="tk-judging-roster">
        {panel.members.map((member) => (
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
