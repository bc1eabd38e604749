/** Our drawings by name. */
import card from '../../assets/icons/card.svg';
import computer from '../../assets/icons/computer.svg';
import computerLocal from '../../assets/icons/computer-local.svg';
import computerRemote from '../../assets/icons/computer-remote.svg';
import connectionModem from '../../assets/icons/connection-modem.svg';
import connectionModemConnected from '../../assets/icons/connection-modem-connected.svg';
import connectionTunnel from '../../assets/icons/connection-tunnel.svg';
import connectionTunnelConnected from '../../assets/icons/connection-tunnel-connected.svg';
import error from '../../assets/icons/error.svg';
import info from '../../assets/icons/info.svg';
import location from '../../assets/icons/location.svg';
import lock from '../../assets/icons/lock.svg';
import lockOpen from '../../assets/icons/lock-open.svg';
import log from '../../assets/icons/log.svg';
import modem from '../../assets/icons/modem.svg';
import newConnection from '../../assets/icons/new-connection.svg';
import packet from '../../assets/icons/packet.svg';
import phone from '../../assets/icons/phone.svg';
import phonebook from '../../assets/icons/phonebook.svg';
import program from '../../assets/icons/program.svg';
import properties from '../../assets/icons/properties.svg';
import question from '../../assets/icons/question.svg';
import server from '../../assets/icons/server.svg';
import terminal from '../../assets/icons/terminal.svg';
import warning from '../../assets/icons/warning.svg';
import wire from '../../assets/icons/wire.svg';

export const icons = {
  card,
  computer,
  'computer-local': computerLocal,
  'computer-remote': computerRemote,
  'connection-modem': connectionModem,
  'connection-modem-connected': connectionModemConnected,
  'connection-tunnel': connectionTunnel,
  'connection-tunnel-connected': connectionTunnelConnected,
  error,
  info,
  location,
  lock,
  'lock-open': lockOpen,
  log,
  modem,
  'new-connection': newConnection,
  packet,
  phone,
  phonebook,
  program,
  properties,
  question,
  server,
  terminal,
  warning,
  wire,
} as const;

export type IconName = keyof typeof icons;
