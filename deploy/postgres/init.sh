#!/bin/bash
# Runs once, when the database is empty: makes kepu's account and database, with the password that database_url names.
set -euo pipefail

url=$(</run/secrets/database_url)
password=${url#*://kepu:}
if [ "$password" = "$url" ]; then
    echo "database_url must begin with postgres://kepu:" >&2
    exit 1
fi
export password=${password%%@*}

psql --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\set password `printf %s "$password"`
CREATE ROLE kepu LOGIN PASSWORD :'password';
CREATE DATABASE kepu OWNER kepu TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE kepu FROM PUBLIC;
SQL
