# The platform in production; docker-compose.yml starts it with all that it needs.
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements.txt requirements-node.txt ./
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements.txt
RUN python -m venv /node && /node/bin/pip install --require-hashes -r requirements-node.txt
COPY . .
RUN /node/bin/python scripts/build_assets.py && /node/bin/python scripts/compile_messages.py
# Static files need settings, and settings need secrets: the demo's are made here and thrown away.
RUN DEMO=1 DATA_DIR=/tmp/data /venv/bin/python manage.py collectstatic --no-input \
    && rm -rf node_modules package-lock.json && /venv/bin/python -m compileall -q .

FROM python:${PYTHON}-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    DATA_DIR=/data WEB_HOST=0.0.0.0 PORT=8000
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin wijkaanpak \
    && install --directory --owner=wijkaanpak /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER wijkaanpak
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "deploy/healthy.py", "web"]
CMD ["python", "-m", "gunicorn", "--config", "gunicorn.conf.py"]
