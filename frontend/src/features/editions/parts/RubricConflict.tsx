// Someone else saved this rubric meanwhile: which criteria differ, and what each side wrote where both have one.
import { useLingui } from '@lingui/react/macro';
import { Beside, type BesideRow } from '../../../shared/forms/Beside';
import { useFormat } from '../../../shared/i18n/react';
import { difference } from '../model/difference';
import type { RubricDraft } from '../model/rubric';
import type { CommentRule, LevelDraft, NodeDraft } from '../model/tree';
import { commentRules } from '../words';
import { Conflict } from './Conflict';

interface Props {
  mine: RubricDraft;
  theirs: RubricDraft;
  onTake: () => void;
  onKeep: () => void;
}

function useBeside(): (mine: RubricDraft, theirs: RubricDraft) => BesideRow[] {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const yes = (value: boolean): string => (value ? t`نعم` : t`لا`);
  const rule = (id: CommentRule): string => {
    const found = commentRules.find((one) => one.id === id);
    return found ? i18n._(found.label) : '';
  };
  const levels = (of: readonly LevelDraft[]): string =>
    of
      .map((one) => [`${one.points}: ${one.name_ar}`, one.name_en, one.description_ar, one.description_en])
      .map((texts) => texts.filter(Boolean).join(' – '))
      .join(' | ');
  const rows = <T,>(id: string, about: string, mine: T, theirs: T, fields: [string, (of: T) => string][]) =>
    fields
      .map(([name, of]) => ({ id: `${id} ${name}`, name: about + name, mine: of(mine), theirs: of(theirs) }))
      .filter((row) => row.mine !== row.theirs);
  return (mine, theirs) => [
    ...rows('rubric', '', mine, theirs, [
      [t`اسم النموذج (العربية)`, (of) => of.name_ar],
      [t`اسم النموذج (الإنجليزية)`, (of) => of.name_en],
      [t`إرشاد عام للمحكّمين (العربية)`, (of) => of.note_ar],
      [t`إرشاد عام للمحكّمين (الإنجليزية)`, (of) => of.note_en],
      [t`معلن للمشاركين`, (of) => yes(of.public)],
    ]),
    ...mine.criteria.flatMap((node: NodeDraft) => {
      const other = theirs.criteria.find((one) => one.id === node.id);
      if (!other) return [];
      return rows(node.id, `${format.name(node) || t`بلا اسم`}: `, node, other, [
        [t`الاسم بالعربية`, (of) => of.name_ar],
        [t`الاسم بالإنجليزية`, (of) => of.name_en],
        [t`ما يُقاس (العربية)`, (of) => of.description_ar],
        [t`ما يُقاس (الإنجليزية)`, (of) => of.description_en],
        [t`الرمز`, (of) => of.code],
        [t`الوزن`, (of) => (of.weight === null ? '' : format.number(of.weight))],
        [t`يُحتسب في المجموع`, (of) => yes(of.counted)],
        [t`كيف تُعطى الدرجة`, (of) => (of.mode === 'levels' ? t`بمستويات مسمّاة` : t`بالأرقام`)],
        [t`المقياس`, (of) => [of.minimum, of.maximum, of.step].filter(Boolean).join(' / ')],
        [t`المستويات`, (of) => levels(of.levels)],
        [t`ملاحظة المحكّم على درجته`, (of) => rule(of.comment)],
      ]);
    }),
  ];
}

export function RubricConflict({ mine, theirs, onTake, onKeep }: Props) {
  const format = useFormat();
  const beside = useBeside()(mine, theirs);
  return (
    <Conflict
      of={difference(mine.criteria, theirs.criteria, (node) => node.depth)}
      nameOf={format.name}
      onTake={onTake}
      onKeep={onKeep}
    >
      {beside.length > 0 ? <Beside rows={beside} /> : null}
    </Conflict>
  );
}
