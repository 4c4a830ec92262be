// How far a round has come, from four sides; the organiser and the chair see the same.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import type { Nouns } from '../../../shared/nouns';
import { Tabs } from '../../../shared/ui/Tabs';
import { BelowQuorum, ByDay, ByGroup, type RoundBoard } from './ProgressBoard';

export interface ProgressTabsProps {
  board: RoundBoard;
  nouns: Nouns;
  jurors: ReactNode;
  agreement?: ReactNode;
  reminders?: ReactNode;
  asked?: ReactNode;
}

export function ProgressTabs({ board, nouns, jurors, agreement, reminders, asked }: ProgressTabsProps) {
  const { t } = useLingui();
  const { number } = useFormat();
  return (
    <Tabs
      label={t`سير التحكيم`}
      items={[
        { id: 'jurors', label: t`المحكّمون`, content: jurors },
        ...(board.by_panel && board.by_panel.length > 0
          ? [
              {
                id: 'panels',
                label: t`اللجان`,
                content: <ByGroup groups={board.by_panel} one={t`اللجنة`} all={t`اللجان`} file="panels.csv" />,
              },
            ]
          : []),
        {
          id: 'categories',
          label: nouns.All,
          content: <ByGroup groups={board.by_category} one={nouns.One} all={nouns.all} file="categories.csv" />,
        },
        { id: 'days', label: t`الأيام`, content: <ByDay board={board} /> },
        { id: 'short', label: t`دون النصاب`, note: number(board.short), content: <BelowQuorum board={board} /> },
        ...(agreement ? [{ id: 'agreement', label: t`الاتفاق`, content: agreement }] : []),
        ...(asked ? [{ id: 'asked', label: t`أسئلة المحكّمين`, content: asked }] : []),
        ...(reminders ? [{ id: 'reminders', label: t`التذكير`, content: reminders }] : []),
      ]}
    />
  );
}
