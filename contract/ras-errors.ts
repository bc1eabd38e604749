/** What the RAS error numbers mean here: what happened and what to try, for every number we can raise. */

export interface RasErrorText {
  /** The constant's name in the field. */
  readonly name: string;
  readonly what: string;
  readonly attempt: string;
}

const text = (name: string, what: string, attempt: string): RasErrorText => ({ name, what, attempt });

export const rasErrors: Readonly<Partial<Record<number, RasErrorText>>> = {
  604: text(
    'ERROR_WRONG_INFO_SPECIFIED',
    'The command or its input cannot be used.',
    'Correct what is named.',
  ),
  605: text(
    'ERROR_CANNOT_SET_PORT_INFO',
    'The port does not take the settings of the entry.',
    'Correct the speed and the flow control in the entry.',
  ),
  611: text(
    'ERROR_ROUTE_NOT_AVAILABLE',
    'A route that the connection needs could not be set.',
    'Look at the route lines of the connection log.',
  ),
  614: text('ERROR_OUT_OF_BUFFERS', 'There are too many connections.', 'Hang up one that you do not need.'),
  615: text(
    'ERROR_PORT_NOT_FOUND',
    'The port does not exist or is not a serial port.',
    'Check that the modem is plugged in and that the entry names its device.',
  ),
  617: text(
    'ERROR_ALREADY_DISCONNECTING',
    'The connection is already being hung up.',
    'Wait a moment and dial again.',
  ),
  621: text(
    'ERROR_CANNOT_OPEN_PHONEBOOK',
    'The phonebook or the credentials file could not be opened, or is not yours alone.',
    'Check that the file exists and that you may read it; a credentials file nobody else may (chmod 600).',
  ),
  622: text(
    'ERROR_CANNOT_LOAD_PHONEBOOK',
    'The phonebook or the credentials file could not be read.',
    'Correct what is named.',
  ),
  623: text(
    'ERROR_CANNOT_FIND_PHONEBOOK_ENTRY',
    'The phonebook has no entry of that name.',
    'Check the spelling; put quotes around a name with blanks.',
  ),
  624: text(
    'ERROR_CANNOT_WRITE_PHONEBOOK',
    'The phonebook could not be written.',
    'Check the permissions of the file and its directory.',
  ),
  625: text(
    'ERROR_CORRUPT_PHONEBOOK',
    'The phonebook or the credentials file says something that makes no sense.',
    'Correct the key that is named.',
  ),
  629: text(
    'ERROR_REMOTE_DISCONNECTION',
    'The other end hung up.',
    'Dial again; if it happens while logging on, check the user name and the password.',
  ),
  630: text(
    'ERROR_HARDWARE_FAILURE',
    'The modem does not answer.',
    'Check that it is switched on and connected, and that the entry names its port and speed.',
  ),
  631: text('ERROR_USER_DISCONNECTION', 'You hung up.', 'Dial again whenever you like.'),
  633: text(
    'ERROR_PORT_NOT_AVAILABLE',
    'The port is in use by another program or may not be opened.',
    'Close the other program, or check who may open the device.',
  ),
  635: text(
    'ERROR_UNKNOWN',
    'Something failed for which there is no better number.',
    'Look at the connection log.',
  ),
  638: text('ERROR_REQUEST_TIMEOUT', 'The other end did not answer in time.', 'Dial again later.'),
  646: text(
    'ERROR_RESTRICTED_LOGON_HOURS',
    'The account may not log on at this time of day.',
    'Try at another hour, or ask the provider.',
  ),
  647: text('ERROR_ACCT_DISABLED', 'The account is disabled.', 'Ask the provider.'),
  648: text(
    'ERROR_PASSWD_EXPIRED',
    'The password has expired.',
    'Choose a new password, or ask the provider for one.',
  ),
  649: text('ERROR_NO_DIALIN_PERMISSION', 'The account has no permission to dial in.', 'Ask the provider.'),
  651: text(
    'ERROR_FROM_DEVICE',
    'The modem reported an error.',
    'Check the init string and the number of the entry.',
  ),
  652: text(
    'ERROR_UNRECOGNIZED_RESPONSE',
    'The modem answered something that cannot be understood.',
    'Check that the device is a Hayes modem and that its speed is right.',
  ),
  668: text('ERROR_NO_CONNECTION', 'There is no such connection.', 'Dial it first.'),
  676: text('ERROR_LINE_BUSY', 'The line is busy.', 'Dial again later.'),
  677: text(
    'ERROR_VOICE_ANSWER',
    'A person answered instead of a modem.',
    'Check the number before dialing again.',
  ),
  678: text('ERROR_NO_ANSWER', 'There was no answer.', 'Check the number, or dial again later.'),
  679: text(
    'ERROR_NO_CARRIER',
    'No carrier was detected.',
    'Check the number and that a modem answers there.',
  ),
  680: text(
    'ERROR_NO_DIALTONE',
    'There is no dial tone.',
    'Check that the modem is connected to the telephone line and that nobody is speaking on it.',
  ),
  691: text(
    'ERROR_AUTHENTICATION_FAILURE',
    'Access was denied because the user name or the password is not valid.',
    'Type both again; mind capitals and the domain.',
  ),
  692: text(
    'ERROR_PORT_OR_DEVICE',
    'The port or the modem on it failed.',
    'Switch the modem off and on, and check the cable.',
  ),
  702: text(
    'ERROR_UNEXPECTED_RESPONSE',
    'The other end answered something that makes no sense here.',
    'Check the host name: something else may be listening there.',
  ),
  703: text(
    'ERROR_INTERACTIVE_MODE',
    'The connection needs an answer from you, and nobody was there to give it.',
    'Give the user name and the password when dialing, or put them in a credentials file.',
  ),
  704: text(
    'ERROR_BAD_CALLBACK_NUMBER',
    'Calling back is not supported yet.',
    'Dial without a callback number.',
  ),
  709: text(
    'ERROR_CHANGING_PASSWORD',
    'The password could not be changed.',
    'Choose one that the server accepts: longer, or not used before.',
  ),
  711: text(
    'ERROR_RASMAN_CANNOT_INITIALIZE',
    'The helper that dials could not be started or reached.',
    'Run the command as root, or install the helper.',
  ),
  716: text(
    'ERROR_IP_CONFIGURATION',
    'The routes or name servers of the connection could not be set.',
    'Look at the route and DNS lines of the connection log.',
  ),
  717: text('ERROR_NO_IP_ADDRESSES', 'The server has no address left to give.', 'Dial again later.'),
  718: text(
    'ERROR_PPP_TIMEOUT',
    'The other end stopped answering while the link was negotiated.',
    'Dial again; if it stays so, compare the settings with what the provider asks for.',
  ),
  719: text(
    'ERROR_PPP_REMOTE_TERMINATED',
    'The other end ended the PPP conversation.',
    'Look at the reason it gave, and check the user name and the settings.',
  ),
  720: text(
    'ERROR_PPP_NO_PROTOCOLS_CONFIGURED',
    'The two ends have no network protocol in common.',
    'Ask whether the server offers IPv4.',
  ),
  721: text(
    'ERROR_PPP_NO_RESPONSE',
    'The other end does not speak PPP.',
    'Check that the number leads to a PPP service and needs no terminal login first.',
  ),
  728: text(
    'ERROR_NO_IP_RAS_ADAPTER',
    'The network interface of the connection could not be made.',
    'Check that /dev/net/tun exists and that the helper may use it.',
  ),
  732: text(
    'ERROR_PPP_NOT_CONVERGING',
    'The two ends could not agree: each keeps asking for what the other refuses.',
    'Look at the negotiation in the connection log.',
  ),
  733: text(
    'ERROR_PPP_CP_REJECTED',
    'The other end refused a protocol that the connection needs.',
    'Compare the settings with what the provider asks for.',
  ),
  734: text(
    'ERROR_PPP_LCP_TERMINATED',
    'The PPP link was ended by the other end.',
    'Look at the reason it gave; often authentication or encryption settings do not fit.',
  ),
  735: text(
    'ERROR_PPP_REQUIRED_ADDRESS_REJECTED',
    'The address that the entry asks for was refused.',
    'Let the server choose the address.',
  ),
  736: text(
    'ERROR_PPP_NCP_TERMINATED',
    'The other end ended the network protocol.',
    'Dial again, and look at the connection log.',
  ),
  737: text(
    'ERROR_PPP_LOOPBACK_DETECTED',
    'The line is looped back: we hear ourselves.',
    'Check the cable and that the modem is not in test mode.',
  ),
  738: text(
    'ERROR_PPP_NO_ADDRESS_ASSIGNED',
    'The server assigned no address.',
    'Dial again later, or set an address in the entry.',
  ),
  741: text(
    'ERROR_NO_LOCAL_ENCRYPTION',
    'The server demands encryption and the entry refuses it, or the way of logging on yields no keys.',
    'Allow encryption in the entry, and MS-CHAP for logging on.',
  ),
  742: text(
    'ERROR_NO_REMOTE_ENCRYPTION',
    'The server does not offer the encryption that the entry demands.',
    'Ask for MPPE at the server, or lower the demand in the entry.',
  ),
  743: text(
    'ERROR_REMOTE_REQUIRES_ENCRYPTION',
    'The server demands encryption.',
    'Allow encryption in the entry.',
  ),
  749: text(
    'ERROR_BAD_PHONE_NUMBER',
    'The number cannot be dialed.',
    'Use digits, separators and Hayes modifiers only.',
  ),
  752: text(
    'ERROR_SCRIPT_SYNTAX',
    'The script of the entry cannot be run.',
    'Correct the line that is named, on the Scripting page of the entry.',
  ),
  756: text(
    'ERROR_DIAL_ALREADY_IN_PROGRESS',
    'This connection is already being dialed.',
    'Wait for it, or hang it up first.',
  ),
  768: text(
    'ERROR_FAILED_TO_ENCRYPT',
    'The data could not be encrypted, or the two ends hold different keys.',
    'Dial again; if it stays so, the server derives its keys differently.',
  ),
  769: text(
    'ERROR_BAD_ADDRESS_SPECIFIED',
    'The destination cannot be reached.',
    'Check that there is a network beneath the tunnel.',
  ),
  772: text(
    'ERROR_INCOMPATIBLE',
    'The other end is not compatible.',
    'Ask whether the server offers PPTP version 1.',
  ),
  778: text(
    'ERROR_UNABLE_TO_AUTHENTICATE_SERVER',
    'The server could not prove that it knows your password.',
    'Do not try again before you know that the server is genuine.',
  ),
  806: text(
    'ERROR_VPN_GRE_BLOCKED',
    'The tunnel server answers, but no GRE packet comes through.',
    'Ask for IP protocol 47 to be let through by every firewall and router on the way.',
  ),
  807: text(
    'ERROR_VPN_DISCONNECT',
    'The connection to the tunnel server was interrupted.',
    'See whether the connection beneath the tunnel still works, and dial again.',
  ),
  808: text(
    'ERROR_VPN_REFUSED',
    'The tunnel server refused the connection.',
    'Check the host name, and that PPTP runs there on TCP port 1723.',
  ),
  809: text(
    'ERROR_VPN_TIMEOUT',
    'The tunnel server does not answer.',
    'Check the host name, and that TCP port 1723 is let through on the way.',
  ),
  828: text(
    'ERROR_IDLE_TIMEOUT',
    'The connection was hung up because it was idle.',
    'Dial again, or allow a longer idle time in the entry.',
  ),
  829: text('ERROR_LINK_FAILURE', 'The link failed: the other end has gone silent.', 'Dial again.'),
  834: text('ERROR_RASMAN_SERVICE_STOPPED', 'The helper that dials has stopped.', 'Dial again.'),
  850: text(
    'ERROR_EAP_METHOD_NOT_INSTALLED',
    'The server asks for an EAP method that does not exist here.',
    'Ask for MS-CHAP v2 or MD5 at the server, or allow another way of logging on in the entry.',
  ),
  868: text(
    'ERROR_DNSNAME_NOT_RESOLVABLE',
    'The name of the server could not be resolved.',
    'Check its spelling, and that name resolution works.',
  ),
  917: text(
    'ERROR_AUTH_PROTOCOL_REJECTED',
    'The other end refused the way of logging on.',
    'Allow another method in the entry.',
  ),
  918: text(
    'ERROR_NO_AUTH_PROTOCOL_AVAILABLE',
    'The server asks for a way of logging on that the entry does not allow.',
    'Allow it in the entry if you trust the network in between.',
  ),
  919: text('ERROR_PEER_REFUSED_AUTH', 'The other end refused to log on.', 'Look at the connection log.'),
};

const unknown = text('', 'The connection failed.', 'Look at the connection log.');

/** The text for a number; a plain sentence for one that nobody here raises. */
export const rasError = (number: number): RasErrorText => rasErrors[number] ?? unknown;
