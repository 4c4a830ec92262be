// The criteria of a score sheet in reading order: headings, and a field for each leaf.
import type { Content, Mark } from '../../../offline/evaluation';
import { useFormat } from '../../../shared/i18n/react';
import { decidedOn, type Leaf, linesOf, type Sheet } from '../model';
import type { Difference } from '../useDifferences';
import { ScoreField } from './ScoreField';
import '../sheet.css';

export interface CriteriaProps {
  sheet: Sheet;
  content: Content;
  /** with the weights that they have now */
  leaves: readonly Leaf[];
  /** those to be told as missing */
  missing: readonly Leaf[];
  isReadOnly: boolean;
  /** whether a juror may say that one does not apply */
  claims: boolean;
  unsaved?: readonly Difference[];
  onMark: (criterionId: string, mark: Mark) => void;
}

export function Criteria(props: CriteriaProps) {
  const { sheet, content, leaves, missing, isReadOnly, claims, unsaved = [], onMark } = props;
  const format = useFormat();
  return (
    <>
      {linesOf(sheet).map(({ node, leaf, depth }) =>
        leaf ? (
          <ScoreField
            key={node.id}
            node={node}
            leaf={leaves.find((one) => one.criterion_id === leaf.criterion_id) ?? leaf}
            mark={content.scores[leaf.criterion_id]}
            isReadOnly={isReadOnly}
            isMissing={missing.some((one) => one.criterion_id === leaf.criterion_id)}
            claims={claims}
            decided={decidedOn(sheet, leaf.criterion_id)}
            stored={unsaved.find((row) => row.id === leaf.criterion_id)?.b}
            onChange={(mark) => onMark(leaf.criterion_id, mark)}
          />
        ) : (
          <h3 key={node.id} className={`tk-juror-heading tk-juror-depth-${Math.min(depth, 3)}`}>
            {format.name(node)}
          </h3>
        ),
      )}
    </>
  );
}
