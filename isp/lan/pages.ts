/** The web pages of the office and of the provider, as they were in 1998. */

export type Page = (visitor: string, visits: number) => string;

const intranetTitle = 'The Office Intranet';

export const officePage: Page = (visitor, visits) =>
  frame(
    intranetTitle,
    '#000080',
    `<p><b>Welcome, remote worker!</b> You have reached the office network from <tt>${visitor}</tt>.
If you can read this, your modem, your provider and your tunnel are all doing their job.</p>
<ul>
<li>The canteen serves <i>Schnitzel</i> today.</li>
<li>Please do not print the Internet. (Facilities)</li>
<li><a href="/download?bytes=1048576">One megabyte</a> for those who want to see the line busy.</li>
</ul>`,
    visits,
  );

export const providerPage: Page = (visitor, visits) =>
  frame(
    'Welcome to the Internet',
    '#008080',
    `<p>You are on line as <tt>${visitor}</tt>. Remember: while you read this, nobody can telephone you.</p>
<p><a href="/download?bytes=65536">Our newest access software</a> takes about twenty seconds to download.</p>`,
    visits,
  );

function frame(title: string, colour: string, body: string, visits: number): string {
  const counter = String(visits).padStart(6, '0');
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">
<html>
<head><title>${title}</title></head>
<body bgcolor="#C0C0C0" text="#000000" link="#000080" vlink="#800080">
<center>
<table border="2" cellpadding="8" cellspacing="2" bgcolor="#FFFFFF" width="600">
<tr><td bgcolor="${colour}" align="center"><font face="Arial" size="5" color="#FFFFFF"><b>${title}</b></font></td></tr>
<tr><td><font face="Times New Roman" size="3">
${body}
<hr>
<p align="center"><font size="2">You are visitor <tt>${counter}</tt>. Best viewed at 800&times;600.</font></p>
</font></td></tr>
</table>
</center>
</body>
</html>
`;
}
