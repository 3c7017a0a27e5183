const system = 'C:\\Windows\\System32\\';

/** Paths of the processes that ask for logons. */
export const processes: Readonly<Record<ProcessName, string>> = {
  lsass: `${system}lsass.exe`,
  svchost: `${system}svchost.exe`,
  winlogon: `${system}winlogon.exe`,
  services: `${system}services.exe`,
  mmc: `${system}mmc.exe`,
  cmd: `${system}cmd.exe`,
  wmi: `${system}wbem\\WmiPrvSE.exe`,
  powershell: `${system}WindowsPowerShell\\v1.0\\powershell.exe`,
  web: `${system}inetsrv\\w3wp.exe`,
};

type ProcessName =
  'lsass' | 'svchost' | 'winlogon' | 'services' | 'mmc' | 'cmd' | 'wmi' | 'powershell' | 'web';
