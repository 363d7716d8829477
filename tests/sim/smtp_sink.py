#!/usr/bin/env python3
"""A mail server that takes what it is told to take: one connection at a time, on loopback.

  smtp_sink.py FOLDER [--smtps | --starttls] [--cert FILE --key FILE] [--login USER:PASSWORD]

Prints `smtp on 127.0.0.1:PORT`. Each message it takes becomes FOLDER/N.eml, its envelope FOLDER/N.to. What it does
stands in FOLDER/mode, read at each connection; several words go together:
  ok              takes everything (also when there is no such file)
  VERB=CODE       answers VERB with CODE; VERB: greeting ehlo starttls auth mail rcpt data dot
  VERB!           hangs up when VERB comes; `half!` within the message; `dot!` after it was kept, without an answer
  VERB~           says nothing more when VERB comes, until it is killed or left alone
"""
import argparse
import base64
import os
import socket
import ssl
import sys


class Gone(Exception):
    pass


class Session:
    def __init__(self, connection, options, context, words):
        self.connection, self.options, self.context = connection, options, context
        self.codes = dict(word.split("=") for word in words if "=" in word)
        self.hang_up = {word[:-1] for word in words if word.endswith("!")}
        self.silent = {word[:-1] for word in words if word.endswith("~")}
        self.secure = options.smtps
        self.sender, self.recipients, self.known = None, [], False
        self.file = connection.makefile("rb")

    def say(self, text):
        self.connection.sendall(text.encode() + b"\r\n")

    def meet(self, verb):
        """False: the verb was answered with a code of the mode."""
        if verb in self.hang_up:
            raise Gone
        if verb in self.silent:
            self.connection.recv(1)
            raise Gone
        if verb in self.codes:
            self.say(self.codes[verb] + " " + verb + " as the test wants it")
            return False
        return True

    def line(self):
        line = self.file.readline()
        if not line:
            raise Gone
        return line

    def run(self):
        if not self.meet("greeting"):
            return
        self.say("220 sink.example.org ESMTP")
        while True:
            words = self.line().decode("latin-1").strip()
            verb = words.split(" ")[0].split(":")[0].lower()
            if verb == "quit":
                self.say("221 bye")
                return
            handler = getattr(self, "do_" + verb, None)
            if handler is None:
                self.say("502 what?")
            elif self.meet(verb if verb != "helo" else "ehlo"):
                handler(words)

    def do_ehlo(self, _):
        offers = ["sink.example.org", "SIZE 40000000", "8BITMIME"]
        if self.options.starttls and not self.secure:
            offers.append("STARTTLS")
        elif self.options.login:
            offers.append("AUTH PLAIN")
        for offer in offers[:-1]:
            self.say("250-" + offer)
        self.say("250 " + offers[-1])

    do_helo = do_ehlo

    def do_starttls(self, _):
        self.say("220 go on")
        self.connection = self.context.wrap_socket(self.connection, server_side=True)
        self.file = self.connection.makefile("rb")
        self.secure = True

    def do_auth(self, words):
        parts = words.split(" ")
        if len(parts) < 3:
            self.say("334 ")
            given = self.line().strip()
        else:
            given = parts[2]
        login = base64.b64decode(given).split(b"\0")
        self.known = b":".join(login[1:]) == self.options.login.encode()
        # Servers do quote what they were given.
        quoted = login[-1].decode(errors="replace")
        self.say("235 welcome" if self.known else f"535 5.7.8 wrong user or password: {quoted} {given}")

    def do_mail(self, words):
        if self.options.login and not self.known:
            return self.say("530 5.7.0 who are you?")
        self.sender, self.recipients = words, []
        self.say("250 fine")

    def do_rcpt(self, words):
        self.recipients.append(words)
        self.say("250 fine")

    def do_data(self, _):
        self.say("354 go on")
        lines = []
        while True:
            line = self.line()
            if "half" in self.hang_up:
                raise Gone
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        if "dot" in self.codes:
            return self.say(self.codes["dot"] + " dot as the test wants it")
        number = len([name for name in os.listdir(self.options.folder) if name.endswith(".eml")]) + 1
        path = os.path.join(self.options.folder, str(number))
        with open(path + ".to", "w", encoding="latin-1") as envelope:
            envelope.write("\n".join([self.sender] + self.recipients) + "\n")
        with open(path + ".part", "wb") as message:
            message.write(b"".join(lines))
        os.rename(path + ".part", path + ".eml")
        if self.meet("dot"):
            self.say("250 2.0.0 queued")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--smtps", action="store_true")
    parser.add_argument("--starttls", action="store_true")
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--login")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    context = None
    if options.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)
    server = socket.create_server(("127.0.0.1", 0))
    print("smtp on 127.0.0.1:%d" % server.getsockname()[1], flush=True)
    while True:
        connection, _ = server.accept()
        mode = os.path.join(options.folder, "mode")
        words = open(mode, encoding="ascii").read().split() if os.path.exists(mode) else []
        try:
            with open(os.path.join(options.folder, "calls"), "a", encoding="ascii") as calls:
                calls.write("x")
            if options.smtps:
                connection = context.wrap_socket(connection, server_side=True)
            Session(connection, options, context, words).run()
        except (Gone, OSError):
            pass
        finally:
            connection.close()


if __name__ == "__main__":
    sys.exit(main())
