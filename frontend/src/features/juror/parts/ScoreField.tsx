// One leaf of the rubric: marks as buttons with their anchors, or named levels. 'Not scored' is never zero.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Mark } from '../../../offline/evaluation';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Icon } from '../../../shared/ui/Icon';
import { TextArea } from '../../../shared/ui/TextArea';
import { useDeskActs } from '../deskActs';
import {
  asksComment,
  type Desk,
  fraction,
  isCounted,
  isVote,
  keptOf,
  type Leaf,
  type Node,
  noMark,
  pointsOf,
  scaleOf,
} from '../model';
import { stayOnScale } from '../useScoreKeys';
import { Anchors } from './Anchors';
import { Claim, Decided } from './NotApplicable';
import { Pins } from './Pins';
import { PointsField } from './PointsField';

export interface ScoreFieldProps {
  node: Node;
  leaf: Leaf;
  mark: Mark | undefined;
  isReadOnly: boolean;
  isMissing: boolean;
  /** what the server holds instead, where it did not take this mark */
  stored?: string | undefined;
  /** whether the rulebook lets a juror say that it does not apply */
  claims: boolean;
  /** what the chair decided on that */
  decided: Desk['na_decided'][number] | undefined;
  onChange: (mark: Mark) => void;
}

export function ScoreField(props: ScoreFieldProps) {
  const { node, leaf, mark = noMark, isReadOnly, isMissing, stored, claims, decided, onChange } = props;
  const { t } = useLingui();
  const format = useFormat();
  const [commenting, setCommenting] = useState(Boolean(mark.comment));
  const { cite } = useDeskActs();
  const given = pointsOf(leaf, mark);
  const name = format.name(node);
  const weight = fraction(leaf.weight);
  const share = format.number(Number((weight.over * 20_000n + weight.under) / (2n * weight.under)) / 100);
  const isClaimed = mark.na && !decided;
  const isOut = isClaimed || decided?.accepted;
  const asks = asksComment(leaf, mark);
  const comments = asks || commenting || leaf.comment === 'required';
  const choose = (change: Partial<Mark>) => onChange({ ...keptOf(mark), ...change });
  const chosen = leaf.levels.find((level) => (mark.level ? level.code === mark.level : level.points === given));
  return (
    <fieldset
      className="tk-juror-score"
      data-missing={isMissing || stored !== undefined || undefined}
      data-criterion={decided?.accepted ? undefined : leaf.criterion_id}
      onKeyDown={stayOnScale}
    >
      <legend>
        <span className="tk-strong">{name}</span>
        {isOut ? (
          <Badge>{t`لا ينطبق`}</Badge>
        ) : isVote(leaf) ? null : isCounted(leaf) ? (
          <Badge>{t`${share}٪`}</Badge>
        ) : (
          <Badge>{t`لا يُحتسب`}</Badge>
        )}
      </legend>
      {format.pick(node.description_ar, node.description_en) ? (
        <p className="tk-small tk-soft" dir="auto">
          {format.pick(node.description_ar, node.description_en)}
        </p>
      ) : null}
      {decided ? <Decided decided={decided} /> : null}
      {isOut ? null : <Scale leaf={leaf} mark={mark} given={given} isReadOnly={isReadOnly} choose={choose} />}
      {claims && !isVote(leaf) && !decided && (isClaimed || isCounted(leaf)) ? (
        <Claim name={name} mark={mark} isReadOnly={isReadOnly} isMissing={isMissing} onChange={onChange} />
      ) : null}
      {stored === undefined ? null : (
        <p className="tk-small tk-juror-unsaved">
          <Icon name="warning" size={16} />
          <span>{t`لم تُحفظ. المحفوظ: ${stored}`}</span>
        </p>
      )}
      {isOut ? null : (
        <div className="tk-juror-score-foot">
          <p className="tk-small tk-soft" aria-live="polite">
            {given === null ? t`لم تُعطَ درجة بعد` : chosen && leaf.step !== null ? format.name(chosen) : ''}
          </p>
          {isReadOnly ? null : (
            <div className="tk-row tk-gap-2">
              {given !== null ? (
                <Button kind="quiet" size="small" onPress={() => choose({})}>
                  {t`امسح الدرجة`}
                </Button>
              ) : null}
              {cite ? (
                <Button kind="quiet" size="small" icon="link" onPress={() => cite({ criterionId: leaf.criterion_id })}>
                  {t`دليل`}
                </Button>
              ) : null}
              {comments || leaf.comment === 'none' ? null : (
                <Button kind="quiet" size="small" icon="comment" onPress={() => setCommenting(true)}>
                  {t`ملاحظة`}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
      <Pins mark={mark} isReadOnly={isReadOnly} onChange={onChange} />
      {comments && !isOut ? (
        <TextArea
          label={t`ملاحظة على: ${name}`}
          help={asks || leaf.comment === 'required' ? t`يطلب هذا المعيار أن تكتب سبب درجتك.` : undefined}
          isRequired={asks}
          error={isMissing && asks && !mark.comment?.trim() ? t`اكتب سبب درجتك لهذا المعيار.` : undefined}
          rows={2}
          value={mark.comment ?? ''}
          isReadOnly={isReadOnly}
          onChange={(comment) => onChange({ ...mark, comment: comment === '' ? null : comment })}
        />
      ) : null}
    </fieldset>
  );
}

interface ScaleProps {
  leaf: Leaf;
  mark: Mark;
  given: string | null;
  isReadOnly: boolean;
  choose: (change: Partial<Mark>) => void;
}

function Scale({ leaf, mark, given, isReadOnly, choose }: ScaleProps) {
  const format = useFormat();
  const scale = scaleOf(leaf);
  const groupName = `mark-${leaf.criterion_id}`;
  const anchors = leaf.step === null ? [] : leaf.levels;
  const anchorOf = (points: string) => anchors.find((one) => Number(one.points) === Number(points));
  return scale ? (
    <>
      <div className="tk-juror-scale">
        {scale.map((points) => (
          <label key={points} className="tk-juror-mark">
            <input
              type="radio"
              name={groupName}
              value={points}
              checked={given !== null && Number(given) === Number(points)}
              disabled={isReadOnly}
              aria-describedby={anchorOf(points) && `${groupName}-${anchorOf(points)?.code}`}
              onChange={() => choose({ points })}
            />
            <span>{format.number(Number(points))}</span>
          </label>
        ))}
      </div>
      <Anchors leaf={leaf} given={given} />
    </>
  ) : leaf.step === null ? (
    <div className="tk-juror-levels" data-vote={isVote(leaf) || undefined}>
      {leaf.levels.map((level) => (
        <label key={level.code} className="tk-juror-level">
          <input
            type="radio"
            name={groupName}
            value={level.code}
            checked={mark.level === level.code}
            disabled={isReadOnly}
            onChange={() => choose({ level: level.code })}
          />
          <span>
            <span className="tk-strong">{format.name(level)}</span>
            {format.pick(level.description_ar, level.description_en) ? (
              <span className="tk-small tk-soft">{format.pick(level.description_ar, level.description_en)}</span>
            ) : null}
          </span>
        </label>
      ))}
    </div>
  ) : (
    <>
      <PointsField leaf={leaf} points={mark.points} isReadOnly={isReadOnly} onChange={(points) => choose({ points })} />
      <Anchors leaf={leaf} given={given} />
    </>
  );
}
