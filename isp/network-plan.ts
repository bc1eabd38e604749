/** Every address and name of the embedded provider and of the office behind it, in one place. */

export const plan = {
  nas: {
    /** The NAS's own end of every call. */
    address: '10.64.64.1',
    pool: { prefix: '10.64.64', first: 100, last: 199 },
    dns: '10.64.64.53',
    web: '10.64.64.80',
  },
  pptp: {
    /** RFC 5737 documentation address: the office's "public" one. */
    address: '198.51.100.1',
    pool: { prefix: '10.99.0', first: 100, last: 150 },
  },
  office: {
    gateway: '10.99.0.1',
    prefixLength: 24,
    dns: '10.99.0.53',
    host: '10.99.0.80',
  },
} as const;

/** What the provider's name server knows. */
export const providerNames: Readonly<Record<string, string>> = {
  'www.isp.example': plan.nas.web,
  'ns.isp.example': plan.nas.dns,
  'vpn.office.example': plan.pptp.address,
};

/** What the office's name server knows. */
export const officeNames: Readonly<Record<string, string>> = {
  ...providerNames,
  'intranet.office': plan.office.host,
  'gateway.office': plan.office.gateway,
};
