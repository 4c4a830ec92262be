// Someone else saved this list meanwhile: what differs, and the reader's choice between the two.
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice } from '../../../shared/ui/Notice';
import type { Difference } from '../model/difference';

interface Props<T> {
  of: Difference<T>;
  nameOf: (item: T) => string;
  onTake: () => void;
  onKeep: () => void;
  /** what both wrote, side by side */
  children?: ReactNode;
}

export function Conflict<T>({ of, nameOf, onTake, onKeep, children }: Props<T>) {
  const { t } = useLingui();
  const format = useFormat();
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const names = (items: T[]) => items.map((item) => nameOf(item) || t`بلا اسم`).join(comma);
  const rows = [
    { label: t`عندهم وليس عندك`, value: names(of.added) },
    { label: t`عندك وليس عندهم`, value: names(of.removed) },
    { label: t`يختلف محتواه`, value: names(of.changed) },
    { label: t({ message: 'الترتيب', context: 'order' }), value: of.moved ? t`مختلف` : '' },
  ].filter((row) => row.value);
  return (
    <Notice
      tone="warning"
      title={t`غيّر شخص آخر هذه البيانات بعد أن فتحتها`}
      action={
        <>
          <Button onPress={onTake}>{t`خذ نسختهم`}</Button>
          <Button onPress={onKeep}>{t`احفظ نسختي فوقها`}</Button>
        </>
      }
    >
      {rows.length > 0 ? <DescriptionList items={rows} /> : null}
      {children}
      {rows.length === 0 && !children ? <Trans>لا يختلف ما كتبته عمّا حُفظ.</Trans> : null}
    </Notice>
  );
}
