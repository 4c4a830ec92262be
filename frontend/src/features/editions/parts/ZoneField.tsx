// A time zone: the region's by their own names first, then every other by its code.
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { zoneText } from '../../../shared/i18n/dates';
import { useReader } from '../../../shared/i18n/react';
import { timeZones } from '../../../shared/i18n/zones';
import { ComboBox } from '../../../shared/ui/ComboBox';

const NEAR = [
  'Asia/Riyadh',
  'Asia/Kuwait',
  'Asia/Bahrain',
  'Asia/Qatar',
  'Asia/Dubai',
  'Asia/Muscat',
  'Asia/Baghdad',
  'Asia/Amman',
  'Asia/Damascus',
  'Asia/Beirut',
  'Africa/Cairo',
  'Africa/Khartoum',
  'Africa/Tripoli',
  'Africa/Tunis',
  'Africa/Algiers',
  'Africa/Casablanca',
];

interface Props {
  value: string;
  onChange: (zone: string) => void;
  error: string | undefined;
  isDisabled?: boolean;
}

export function ZoneField({ value, onChange, error, isDisabled = false }: Props) {
  const { t } = useLingui();
  const reader = useReader();
  const options = useMemo(() => {
    const near = NEAR.map((zone) => ({ id: zone, label: zoneText(zone, reader), description: zone }));
    const others = timeZones()
      .filter((zone) => !NEAR.includes(zone))
      .map((zone) => ({ id: zone, label: zone }));
    const known = [...near, ...others];
    return known.some((one) => one.id === value) ? known : [{ id: value, label: value }, ...known];
  }, [reader, value]);
  return (
    <ComboBox
      label={t`المنطقة الزمنية`}
      help={t`بساعتها تُكتب المواعيد وتُعلن.`}
      options={options}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      error={error}
      isRequired
      isDisabled={isDisabled}
    />
  );
}
