// The time zones that this browser knows, by their IANA names.
export const timeZones = (): string[] => Intl.supportedValuesOf('timeZone');
