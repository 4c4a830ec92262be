# Tahkeem in one image: `serve`, `worker`, `migrate` are its commands.
#   docker build -t tahkeem .
#   docker run -p 8000:8000 -v tahkeem:/var/lib/tahkeem -e TAHKEEM_PUBLIC_URL=https://awards.example.gov tahkeem

ARG PYTHON=3.11-slim-bookworm

# ---- the SPA, built by the Node of the Python lock
FROM python:${PYTHON} AS spa
WORKDIR /src
COPY requirements.txt requirements-dev.txt ./
COPY deploy/dev/setup.py deploy/dev/tools.py deploy/dev/spa.py deploy/dev/
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc frontend/
RUN python deploy/dev/setup.py
COPY frontend frontend
RUN .venv/bin/python deploy/dev/spa.py

# ---- the runtime lock, hashes checked
FROM python:${PYTHON} AS packages
WORKDIR /opt/tahkeem
COPY requirements.txt ./
RUN python -m venv venv \
 && venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

# ---- what runs
FROM python:${PYTHON} AS runtime
LABEL org.opencontainers.image.title="Tahkeem" \
      org.opencontainers.image.description="Judges awards competitions, Arabic first" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/tahkeem --create-home tahkeem
WORKDIR /opt/tahkeem
COPY --from=packages /opt/tahkeem/venv venv
COPY alembic.ini LICENSE ./
COPY migrations migrations
COPY app app
COPY --from=spa /src/frontend/dist frontend/dist
COPY --chmod=755 deploy/entrypoint.sh /usr/local/bin/tahkeem
ENV PATH="/opt/tahkeem/venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    TAHKEEM_DATABASE_URL=sqlite:////var/lib/tahkeem/tahkeem.sqlite3 \
    TAHKEEM_FILES_URL=file:///var/lib/tahkeem/files \
    TAHKEEM_KEYS=/var/lib/tahkeem/keys
USER 10001:10001
VOLUME /var/lib/tahkeem
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
ENTRYPOINT ["tahkeem"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
