// The desk by keyboard: a digit marks the criterion that has focus, Enter goes on, Ctrl+Enter submits. From
// anywhere else on the page a digit or Enter leads to the first criterion without a mark, and marks nothing yet.
import { type KeyboardEvent as KeyPress, useEffect, useRef, useState } from 'react';
import { asciiDigits } from '../../shared/i18n/numbers';
import { readLocal, writeLocal } from '../../shared/local';

const KEY = 'tahkeem.juror.keys';
const CONTROLS = 'a, button, summary, label, select, textarea, input, [role="menuitem"]';

/** Single keys (digits, Enter, N, P, ?) can be switched off on this device; Ctrl+Enter stays. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => readLocal(KEY) !== 'off');
  const keep = (next: boolean) => {
    writeLocal(KEY, next ? 'on' : 'off');
    setOn(next);
  };
  return [on, keep];
}

export const isTyping = (target: HTMLElement) =>
  target.matches('textarea, select, input:not([type="radio"], [type="checkbox"])');
export const isDialogOpen = () => document.querySelector('dialog[open], [role$="dialog"]') !== null;

export function focusCriterion(field: Element | null | undefined): boolean {
  const input = field?.querySelector<HTMLElement>('input:checked') ?? field?.querySelector<HTMLElement>('input');
  input?.focus();
  field?.scrollIntoView({ block: 'nearest' });
  return Boolean(input);
}

const STEPS: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };

/** A scale has two ends: an arrow stops there, and does not go round from the least to the highest mark. */
export function stayOnScale(event: KeyPress<HTMLElement>): void {
  const { target, key, currentTarget } = event;
  const step = STEPS[key];
  if (!step || !(target instanceof HTMLInputElement) || target.type !== 'radio') return;
  const sideways = key === 'ArrowRight' || key === 'ArrowLeft';
  const turned = sideways && getComputedStyle(target).direction === 'rtl';
  const all = [...currentTarget.querySelectorAll<HTMLInputElement>('input[type=radio]')];
  if (!all[all.indexOf(target) + (turned ? -step : step)]) event.preventDefault();
}

interface ScoreKeys {
  isOn: boolean;
  isReadOnly: boolean;
  /** The first criterion without a mark, if any. */
  firstMissing: string | undefined;
  /** Shows the sheet where it is folded away. */
  onReach: () => void;
  onSubmit: () => void;
  /** Gives the criterion what this digit means there and names the choice; null when it means nothing. */
  onDigit: (criterionId: string, digit: string) => string | null;
}

export function useScoreKeys(keys: ScoreKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { isOn, isReadOnly, firstMissing, onReach, onSubmit, onDigit } = latest.current;
      if (isReadOnly || event.defaultPrevented || event.altKey || isDialogOpen()) return;
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey) {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        onReach();
        onSubmit();
        return;
      }
      const key = asciiDigits(event.key); // an Arabic keyboard may send ٣
      const digit = /^[0-9]$/.test(key);
      if (!isOn || isTyping(target) || (!digit && event.key !== 'Enter')) return;
      const field = target.closest<HTMLElement>('[data-criterion]');
      const all = [...document.querySelectorAll<HTMLElement>('[data-criterion]')];
      if (!field) {
        if (target.closest(CONTROLS)) return;
        event.preventDefault();
        onReach();
        focusCriterion(all.find((one) => one.dataset.criterion === firstMissing) ?? all[0]);
      } else if (digit) {
        const chosen = onDigit(field.dataset.criterion ?? '', key);
        if (chosen === null) return;
        event.preventDefault();
        field.querySelector<HTMLElement>(`input[value="${CSS.escape(chosen)}"]`)?.focus();
      } else if (!target.closest('button')) {
        event.preventDefault();
        const next = all[all.indexOf(field) + 1];
        if (next) focusCriterion(next);
        else document.querySelector<HTMLElement>('.tk-juror-submit button')?.focus();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
