// The words of a scale's points.
import { useFormat } from '../../../shared/i18n/react';
import type { Leaf } from '../model';
import './anchors.css';

/** What some of the points of a scale mean, in the rubric's words. */
export function Anchors({ leaf, given }: { leaf: Leaf; given: string | null }) {
  const format = useFormat();
  if (leaf.levels.length === 0) return null;
  return (
    <ul
      className="tk-juror-anchors"
      data-worded={leaf.levels.some(({ description_ar }) => description_ar) || undefined}
    >
      {leaf.levels.map((level) => (
        <li
          key={level.code}
          id={`mark-${leaf.criterion_id}-${level.code}`}
          data-given={(given !== null && Number(given) === Number(level.points)) || undefined}
        >
          <bdi className="tk-strong">{format.number(Number(level.points))}</bdi>
          <span>
            <bdi>{format.name(level)}</bdi>
            {format.pick(level.description_ar, level.description_en) ? (
              <span className="tk-soft" dir="auto">
                {format.pick(level.description_ar, level.description_en)}
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
