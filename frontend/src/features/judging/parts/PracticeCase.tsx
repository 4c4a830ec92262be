// A round's practice case as the staff read it: its text, and the marks that it should get with the words on each.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useGet } from '../../../shared/api/query';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { Read } from '../../../shared/ui/States';
import { leavesOf, levelOf } from '../model/marks';
import type { Category, Criterion, StaffPractice } from '../model/practice';

interface CaseProps {
  editionId: string;
  practice: StaffPractice;
  category: Category | undefined;
  actions: ReactNode;
}

export function PracticeCase({ editionId, practice, category, actions }: CaseProps) {
  const { t } = useLingui();
  const format = useFormat();
  const rubricId = category?.rubric_id ?? '';
  const rubric = useGet('/api/v1/editions/{edition_id}/rubrics/{rubric_id}', {
    path: { edition_id: editionId, rubric_id: rubricId },
    enabled: rubricId !== '',
  });
  const title = format.pick(practice.title_ar, practice.title_en);
  return (
    <Card title={<bdi>{title}</bdi>} actions={actions}>
      <div className="tk-row tk-gap-2">
        {practice.demand === 'required' ? <Badge tone="warning">{t`مطلوب`}</Badge> : <Badge>{t`اختياري`}</Badge>}
        {category ? <Badge>{format.name(category)}</Badge> : null}
      </div>
      <p className="tk-judging-text tk-measure">{format.pick(practice.body_ar, practice.body_en)}</p>
      {rubricId ? (
        <Read of={rubric}>
          {(found) => (
            <ChartTable
              className="tk-judging-figures tk-judging-marks"
              label={t`الدرجات المرجعية`}
              head={[t`المعيار`, t`الدرجة المرجعية`, t`السبب`]}
            >
              {leavesOf(found.criteria).map((leaf) => (
                <tr key={leaf.id}>
                  <th scope="row" dir="auto">
                    {format.name(leaf)}
                  </th>
                  <td>
                    <Given leaf={leaf} practice={practice} />
                  </td>
                  <td dir="auto">{practice.scores[leaf.id]?.comment ?? ''}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">{t`المجموع من 100`}</th>
                <td>
                  <strong>{practice.total === null ? '—' : format.decimal(practice.total, 2)}</strong>
                </td>
                <td dir="auto">{practice.comment}</td>
              </tr>
            </ChartTable>
          )}
        </Read>
      ) : null}
    </Card>
  );
}

function Given({ leaf, practice }: { leaf: Criterion; practice: StaffPractice }) {
  const { t } = useLingui();
  const format = useFormat();
  const score = practice.scores[leaf.id];
  const level = levelOf(leaf, score);
  if (level) return <bdi>{format.name(level)}</bdi>;
  return score?.points == null ? (
    <span className="tk-faint">{t`دون درجة`}</span>
  ) : (
    <strong>{format.number(Number(score.points))}</strong>
  );
}
