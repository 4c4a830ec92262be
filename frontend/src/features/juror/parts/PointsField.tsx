// Points typed into a field, where a scale has too many steps for buttons. What is typed stays as it is typed.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { TextField } from '../../../shared/ui/TextField';
import type { Leaf } from '../model';
import { readPoints, type Wrong } from '../points';

export interface PointsFieldProps {
  leaf: Leaf;
  points: string | null;
  isReadOnly: boolean;
  onChange: (points: string | null) => void;
}

export function PointsField({ leaf, points, isReadOnly, onChange }: PointsFieldProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const read = readPoints(leaf, typed);
  // Another mark than the typed one came from elsewhere: a digit's key, another tab, what was stored.
  const isTyped = typed !== '' && read.points === points;
  const [min, max, step] = [leaf.min, leaf.max, leaf.step ?? '1'].map((text) => format.number(Number(text)));
  const words: Record<Wrong, string> = {
    not_a_number: t`اكتب الدرجة رقمًا.`,
    too_many_decimals: t`ثلاث منازل عشرية على الأكثر.`,
    out_of_range: t`الدرجة بين ${min} و${max}.`,
    off_step: t`الدرجة بخطوة ${step}.`,
  };
  return (
    <TextField
      label={t`الدرجة من ${min} إلى ${max}`}
      help={Number(leaf.step ?? 1) === 1 ? undefined : t`بخطوة ${step}`}
      inputMode="decimal"
      dir="ltr"
      value={isTyped ? typed : (points ?? '')}
      isReadOnly={isReadOnly}
      error={isTyped && read.wrong ? words[read.wrong] : undefined}
      onChange={(text) => {
        setTyped(text);
        onChange(readPoints(leaf, text).points);
      }}
    />
  );
}
